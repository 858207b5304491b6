package main

import (
	"reflect"
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// selection is what a filter has reported: for each object, the print of each property as it went out.
type selection map[types.ManagedObjectReference]map[string]any

// print is what a value is told from another by: itself where it is simple, else its XML as it is now.
func print(value any) any {
	switch reflect.ValueOf(value).Kind() {
	case reflect.String, reflect.Bool, reflect.Int32, reflect.Int64:
		return value
	}
	if ref, ok := value.(types.ManagedObjectReference); ok {
		return ref
	}
	text, err := xml.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// difference is what has changed in the filter's selection since it was last reported, which it then takes as reported.
// Only the dirty objects are read again, and the whole selection is gone through only when it may have changed itself.
// What does not fit the first answer is only named: it is read when its turn comes.
func (s selection) difference(pc *PropertyCollector, ctx *simulator.Context, spec types.PropertyFilterSpec, dirty map[types.ManagedObjectReference]bool, reselect bool) (updates []types.ObjectUpdate, later []types.ManagedObjectReference, fault types.BaseMethodFault) {
	var read []types.ManagedObjectReference

	if reselect {
		bare := spec
		bare.PropSet = nil
		for _, properties := range spec.PropSet {
			bare.PropSet = append(bare.PropSet, types.PropertySpec{Type: properties.Type})
		}
		members, fault := pc.read(ctx, bare)
		if fault != nil {
			return nil, nil, fault
		}
		present := make(map[types.ManagedObjectReference]bool, len(members))
		for _, member := range members {
			present[member.Obj] = true
			if s[member.Obj] == nil || dirty[member.Obj] {
				read = append(read, member.Obj)
			}
		}
		for ref := range s {
			if !present[ref] {
				delete(s, ref)
				updates = append(updates, types.ObjectUpdate{Kind: types.ObjectUpdateKindLeave, Obj: ref})
			}
		}
	} else {
		for ref := range dirty {
			if s[ref] != nil {
				read = append(read, ref)
			}
		}
	}
	if len(read) > maxObjectUpdates {
		read, later = read[:maxObjectUpdates], read[maxObjectUpdates:]
	}
	changed, fault := s.reported(pc, ctx, spec, read)
	return append(updates, changed...), later, fault
}

// reported reads objects and takes what has changed of them as reported.
func (s selection) reported(pc *PropertyCollector, ctx *simulator.Context, spec types.PropertyFilterSpec, refs []types.ManagedObjectReference) ([]types.ObjectUpdate, types.BaseMethodFault) {
	if len(refs) == 0 {
		return nil, nil
	}
	direct := types.PropertyFilterSpec{PropSet: spec.PropSet}
	for _, ref := range refs {
		direct.ObjectSet = append(direct.ObjectSet, types.ObjectSpec{Obj: ref})
	}
	contents, fault := pc.read(ctx, direct)
	if fault != nil {
		return nil, fault
	}
	var updates []types.ObjectUpdate
	for _, content := range contents {
		if update, changed := s.report(content); changed {
			updates = append(updates, update)
		}
	}
	return updates, nil
}

// report compares an object with what was last reported of it.
func (s selection) report(content types.ObjectContent) (types.ObjectUpdate, bool) {
	update := types.ObjectUpdate{Kind: types.ObjectUpdateKindModify, Obj: content.Obj}
	old, known := s[content.Obj]
	if !known {
		update.Kind = types.ObjectUpdateKindEnter
		update.MissingSet = content.MissingSet
	}
	now := make(map[string]any, len(content.PropSet))
	for _, property := range content.PropSet {
		now[property.Name] = print(property.Val)
		if was, ok := old[property.Name]; !ok || was != now[property.Name] {
			update.ChangeSet = append(update.ChangeSet, types.PropertyChange{
				Name: property.Name,
				Op:   types.PropertyChangeOpAssign,
				Val:  property.Val,
			})
		}
	}
	for name := range old {
		if _, ok := now[name]; !ok {
			update.ChangeSet = append(update.ChangeSet, types.PropertyChange{Name: name, Op: types.PropertyChangeOpAssign})
		}
	}
	s[content.Obj] = now
	return update, !known || len(update.ChangeSet) != 0
}

// read is RetrievePropertiesEx of what is there; objects that are gone are left out.
func (pc *PropertyCollector) read(ctx *simulator.Context, spec types.PropertyFilterSpec) ([]types.ObjectContent, types.BaseMethodFault) {
	yes := true
	spec.ReportMissingObjectsInResults = &yes
	body := pc.RetrievePropertiesEx(ctx, &types.RetrievePropertiesEx{SpecSet: []types.PropertyFilterSpec{spec}})
	if fault := body.Fault(); fault != nil {
		return nil, fault.Detail.Fault.(types.BaseMethodFault)
	}
	return body.(*methods.RetrievePropertiesExBody).Res.Returnval.Objects, nil
}

// ContinueRetrievePropertiesEx leaves out the properties that have no value, as the first page does.
func (pc *PropertyCollector) ContinueRetrievePropertiesEx(ctx *simulator.Context, req *types.ContinueRetrievePropertiesEx) soap.HasFault {
	body := pc.PropertyCollector.ContinueRetrievePropertiesEx(ctx, req)
	if page, ok := body.(*methods.ContinueRetrievePropertiesExBody); ok && page.Res != nil {
		for i := range page.Res.Returnval.Objects {
			object := &page.Res.Returnval.Objects[i]
			object.PropSet = slices.DeleteFunc(object.PropSet, func(p types.DynamicProperty) bool { return p.Val == nil })
		}
	}
	return body
}
