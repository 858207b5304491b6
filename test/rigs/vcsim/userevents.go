package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// logEvent is the privilege that LogUserEvent needs on its entity.
const logEvent = "Global.LogEvent"

// userEvent is what a server's table of events says of what users log; the simulator's has nothing of it. The words are a
// real vCenter's, its placeholders Go's.
var userEvent = types.EventDescriptionEventDetail{
	Key:                     "GeneralUserEvent",
	Description:             "General user event",
	Category:                "user",
	FormatOnDatacenter:      "User logged event: {{.Message}}",
	FormatOnComputeResource: "User logged event: {{.Message}}",
	FormatOnHost:            "User logged event: {{.Message}}",
	FormatOnVm:              "User logged event: {{.Message}}",
	FullFormat:              "User logged event: {{.Message}}",
}

func (r *rig) describeUserEvents() {
	description := &r.registry.EventManager().Description
	description.EventInfo = append(slices.Clone(description.EventInfo), userEvent) // the simulator shares its table
}

// LogUserEvent posts what the user says, on the object it is said of.
func (o *operations) LogUserEvent(ctx *simulator.Context, req *types.LogUserEvent) soap.HasFault {
	body := &methods.LogUserEventBody{}
	entity, ok := ctx.Map.Get(req.Entity).(mo.Entity)
	if !ok {
		body.Fault_ = simulator.Fault("", &types.ManagedObjectNotFound{Obj: req.Entity})
		return body
	}
	if !o.rig.script.privileged(logEvent, req.Entity) {
		body.Fault_ = simulator.Fault("", &types.NoPermission{Object: &req.Entity, PrivilegeId: logEvent})
		return body
	}
	head, ok := ofLogged(ctx, entity)
	if !ok {
		body.Fault_ = simulator.Fault("", &types.InvalidArgument{InvalidProperty: "entity"})
		return body
	}
	post(ctx, &types.GeneralUserEvent{
		GeneralEvent: types.GeneralEvent{Event: head, Message: req.Msg},
		Entity: &types.ManagedEntityEventArgument{
			EntityEventArgument: types.EntityEventArgument{Name: entity.Entity().Name},
			Entity:              req.Entity,
		},
	})
	body.Res = &types.LogUserEventResponse{}
	return body
}

// ofLogged is the head of an event on an object; false for those on which no user logs any.
func ofLogged(ctx *simulator.Context, entity mo.Entity) (types.Event, bool) {
	switch object := entity.(type) {
	case *simulator.VirtualMachine:
		return ofMachine(ctx, object).Event, true
	case *simulator.HostSystem:
		return ofHost(ctx, object), true
	case *simulator.Datacenter:
		return ofDatacenter(object), true
	}
	switch entity.Reference().Type {
	case "ComputeResource", "ClusterComputeResource":
		head := types.Event{}
		if datacenter := datacenterOf(ctx, entity); datacenter != nil {
			head = ofDatacenter(datacenter)
		}
		head.ComputeResource = &types.ComputeResourceEventArgument{
			ComputeResource:     entity.Reference(),
			EntityEventArgument: types.EntityEventArgument{Name: entity.Entity().Name},
		}
		return head, true
	}
	return types.Event{}, entity.Reference() == rigOf(ctx).content().RootFolder
}

// ofDatacenter is the head of an event about a datacenter.
func ofDatacenter(datacenter *simulator.Datacenter) types.Event {
	return types.Event{
		Datacenter: &types.DatacenterEventArgument{
			Datacenter:          datacenter.Self,
			EntityEventArgument: types.EntityEventArgument{Name: datacenter.Name},
		},
	}
}
