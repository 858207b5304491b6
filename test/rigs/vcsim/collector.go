package main

import (
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

const (
	// maxObjectUpdates is vCenter's limit on the objects in one answer.
	maxObjectUpdates = 100
	// gatherTime lets changes that belong together come in one answer.
	gatherTime = 5 * time.Millisecond
)

// PropertyCollector has the simulator's reads and its own updates. (Its Go name is the prefix of the ids of new ones.)
//
// The simulator's updates go through everything for each change, lose those that were on their way to a client that has
// gone, never tell that an object has left a list view, and say nothing of a reconfiguration but its changeVersion.
type PropertyCollector struct {
	simulator.PropertyCollector

	making sync.Mutex
	feed   *feed
}

// RetrievePropertiesEx leaves out the progress of a task that reports none, which the simulator reads as 0, and the list of
// sessions where the login may not see it.
func (pc *PropertyCollector) RetrievePropertiesEx(ctx *simulator.Context, req *types.RetrievePropertiesEx) soap.HasFault {
	body := pc.PropertyCollector.RetrievePropertiesEx(ctx, req)
	if page, ok := body.(*methods.RetrievePropertiesExBody); ok && page.Res != nil && page.Res.Returnval != nil {
		for i := range page.Res.Returnval.Objects {
			object := &page.Res.Returnval.Objects[i]
			if object.Obj.Type == "Task" {
				object.PropSet = slices.DeleteFunc(object.PropSet, func(p types.DynamicProperty) bool {
					return p.Name == "info.progress" && p.Val == int32(0)
				})
			}
			if object.Obj.Type == "SessionManager" {
				rigOf(ctx).hideSessions(object)
			}
		}
	}
	return body
}

// ear is the collector's feed, made when it is first needed.
func (pc *PropertyCollector) ear(ctx *simulator.Context) *feed {
	pc.making.Lock()
	defer pc.making.Unlock()
	if pc.feed == nil {
		self := pc.Self
		self.Type = "RigFeed"
		self.Value += "@" + ctx.Session.Key
		pc.feed = newFeed(self, ctx.Session.Key)
		rigOf(ctx).feeds.add(pc.feed, ctx.Map)
	}
	return pc.feed
}

func (pc *PropertyCollector) CreatePropertyCollector(ctx *simulator.Context, _ *types.CreatePropertyCollector) soap.HasFault {
	made := &PropertyCollector{}
	return &methods.CreatePropertyCollectorBody{
		Res: &types.CreatePropertyCollectorResponse{Returnval: ctx.Session.Put(made).Reference()},
	}
}

// CreateFilter may come while a wait stands, which then reports what the new filter selects.
func (pc *PropertyCollector) CreateFilter(ctx *simulator.Context, req *types.CreateFilter) soap.HasFault {
	f := pc.ear(ctx)
	f.watch(req.Spec)
	pc.making.Lock()
	body := pc.PropertyCollector.CreateFilter(ctx, req)
	pc.making.Unlock()
	f.note(pc.Self, true)
	return body
}

func (pc *PropertyCollector) DestroyPropertyCollector(ctx *simulator.Context, req *types.DestroyPropertyCollector) soap.HasFault {
	rigOf(ctx).feeds.remove(pc.ear(ctx), false)
	return pc.PropertyCollector.DestroyPropertyCollector(ctx, req)
}

func (pc *PropertyCollector) CancelWaitForUpdates(ctx *simulator.Context, _ *types.CancelWaitForUpdates) soap.HasFault {
	pc.ear(ctx).stop(false)
	return &methods.CancelWaitForUpdatesBody{Res: &types.CancelWaitForUpdatesResponse{}}
}

func (pc *PropertyCollector) WaitForUpdates(ctx *simulator.Context, req *types.WaitForUpdates) soap.HasFault {
	body := &methods.WaitForUpdatesBody{}
	set, fault := pc.wait(ctx, req.Version, nil)
	if fault != nil {
		body.Fault_ = simulator.Fault("", fault)
	} else {
		body.Res = &types.WaitForUpdatesResponse{Returnval: *set}
	}
	return body
}

func (pc *PropertyCollector) WaitForUpdatesEx(ctx *simulator.Context, req *types.WaitForUpdatesEx) soap.HasFault {
	body := &methods.WaitForUpdatesExBody{}
	set, fault := pc.wait(ctx, req.Version, req.Options)
	if fault != nil {
		body.Fault_ = simulator.Fault("", fault)
	} else {
		body.Res = &types.WaitForUpdatesExResponse{Returnval: set}
	}
	return body
}

// wait answers with the changes since version; nil when the time is over without one. A later wait ends this one.
//
// The version the client has is its receipt for the answer before: asked with the one before that, it gets that answer
// again, so that nothing is lost when an answer never arrived.
func (pc *PropertyCollector) wait(ctx *simulator.Context, version string, options *types.WaitOptions) (*types.UpdateSet, types.BaseMethodFault) {
	f := pc.ear(ctx)
	cancelled := f.stop(false)
	<-f.turn
	defer func() { f.turn <- struct{}{} }()

	limit, over := limits(options)
	switch {
	case version == "":
		f.take()
		clear(f.known)
		f.pages = nil
		f.backlog = nil
		f.last = nil
	case f.last != nil && version == f.before:
		return f.last, nil
	case version != strconv.Itoa(f.version):
		return nil, &types.InvalidCollectorVersion{}
	case len(f.pages) != 0:
		return f.answer(version), nil
	case len(f.backlog) != 0:
		updates, fault := pc.more(ctx, f)
		if fault != nil {
			return nil, fault
		}
		f.pages = paged(updates, limit)
		return f.answer(version), nil
	}

	for {
		updates, fault := pc.changes(ctx, f)
		if fault != nil {
			return nil, fault
		}
		if len(updates) != 0 || version == "" {
			f.pages = paged(updates, limit)
			return f.answer(version), nil
		}
		select {
		case <-f.wake:
			time.Sleep(gatherTime)
		case <-over:
			return nil, nil
		case <-cancelled:
			if f.isEnded() {
				return nil, notAuthenticated(pc.Self)
			}
			return nil, &types.RequestCanceled{}
		case <-gone(ctx):
			return nil, &types.RequestCanceled{}
		}
	}
}

func limits(options *types.WaitOptions) (int, <-chan time.Time) {
	limit := maxObjectUpdates
	if options == nil {
		return limit, nil
	}
	if most := int(options.MaxObjectUpdates); most > 0 && most < limit {
		limit = most
	}
	if options.MaxWaitSeconds == nil {
		return limit, nil
	}
	return limit, time.After(time.Duration(*options.MaxWaitSeconds) * time.Second)
}

// gone is closed when the client has closed its connection.
func gone(ctx *simulator.Context) <-chan struct{} {
	if c := rigOf(ctx).calls.current(); c != nil {
		return c.request.Done()
	}
	return nil
}

// changes are those of all filters since the last answer.
func (pc *PropertyCollector) changes(ctx *simulator.Context, f *feed) ([]types.PropertyFilterUpdate, types.BaseMethodFault) {
	dirty, structural := f.take()
	pc.making.Lock()
	filters := append([]types.ManagedObjectReference(nil), pc.Filter...)
	pc.making.Unlock()

	var sets []types.PropertyFilterUpdate
	for _, ref := range filters {
		filter, ok := ctx.Session.Get(ref).(*simulator.PropertyFilter)
		if !ok {
			continue
		}
		known, old := f.known[ref]
		if !old {
			known = make(selection)
			f.known[ref] = known
		}
		updates, later, fault := known.difference(pc, ctx, filter.Spec, dirty, structural || !old)
		if fault != nil {
			return nil, fault
		}
		if len(later) != 0 {
			f.backlog = append(f.backlog, unread{ref, filter.Spec, known, later})
		}
		if len(updates) != 0 {
			sets = append(sets, types.PropertyFilterUpdate{Filter: ref, ObjectSet: updates})
		}
	}
	return sets, nil
}

// more reads the next of what is to be reported: no more than fits an answer.
func (pc *PropertyCollector) more(ctx *simulator.Context, f *feed) ([]types.PropertyFilterUpdate, types.BaseMethodFault) {
	next := &f.backlog[0]
	n := min(maxObjectUpdates, len(next.refs))
	updates, fault := next.known.reported(pc, ctx, next.spec, next.refs[:n])
	if fault != nil {
		return nil, fault
	}
	filter := next.filter
	if next.refs = next.refs[n:]; len(next.refs) == 0 {
		f.backlog = f.backlog[1:]
	}
	return []types.PropertyFilterUpdate{{Filter: filter, ObjectSet: updates}}, nil
}

// paged cuts the updates into answers of at most limit objects. There is always one.
func paged(sets []types.PropertyFilterUpdate, limit int) []*types.UpdateSet {
	page := &types.UpdateSet{}
	pages := []*types.UpdateSet{page}
	room := limit
	for _, set := range sets {
		for objects := set.ObjectSet; len(objects) != 0; {
			if room == 0 {
				page = &types.UpdateSet{}
				pages = append(pages, page)
				room = limit
			}
			n := min(room, len(objects))
			page.FilterSet = append(page.FilterSet, types.PropertyFilterUpdate{Filter: set.Filter, ObjectSet: objects[:n]})
			objects = objects[n:]
			room -= n
		}
	}
	return pages
}

// answer gives the next page its version.
func (f *feed) answer(version string) *types.UpdateSet {
	f.version++
	f.before = version
	f.last = f.pages[0]
	f.pages = f.pages[1:]
	f.last.Version = strconv.Itoa(f.version)
	if len(f.pages) != 0 || len(f.backlog) != 0 {
		yes := true
		f.last.Truncated = &yes
	}
	return f.last
}
