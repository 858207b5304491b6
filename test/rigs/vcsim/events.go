package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// post puts an event in the server's history, as done by the session's user.
func post(ctx *simulator.Context, event types.BaseEvent) {
	manager := ctx.Map.EventManager()
	ctx.WithLock(manager, func() { manager.PostEvent(ctx, &types.PostEvent{EventToPost: event}) })
}

// ofHost is the head of an event about a host.
func ofHost(ctx *simulator.Context, host *simulator.HostSystem) types.Event {
	event := types.Event{
		Host: &types.HostEventArgument{Host: host.Self, EntityEventArgument: types.EntityEventArgument{Name: host.Name}},
	}
	if compute, ok := ctx.Map.Get(*host.Parent).(mo.Entity); ok {
		event.ComputeResource = &types.ComputeResourceEventArgument{
			ComputeResource:     compute.Reference(),
			EntityEventArgument: types.EntityEventArgument{Name: compute.Entity().Name},
		}
	}
	if datacenter := datacenterOf(ctx, host); datacenter != nil {
		event.Datacenter = &types.DatacenterEventArgument{
			Datacenter:          datacenter.Self,
			EntityEventArgument: types.EntityEventArgument{Name: datacenter.Name},
		}
	}
	return event
}

// ofMachine is the head of an event about a machine.
func ofMachine(ctx *simulator.Context, vm *simulator.VirtualMachine) types.VmEvent {
	event := ofHost(ctx, ctx.Map.Get(*vm.Runtime.Host).(*simulator.HostSystem))
	event.Ds = datastoreArgument(ctx, vm)
	event.Vm = &types.VmEventArgument{Vm: vm.Self, EntityEventArgument: types.EntityEventArgument{Name: vm.Name}}
	return types.VmEvent{Event: event}
}

// datastoreArgument names the first of a machine's datastores, or none.
func datastoreArgument(ctx *simulator.Context, vm *simulator.VirtualMachine) *types.DatastoreEventArgument {
	if len(vm.Datastore) == 0 {
		return nil
	}
	return &types.DatastoreEventArgument{
		Datastore:           vm.Datastore[0],
		EntityEventArgument: types.EntityEventArgument{Name: rigOf(ctx).nameOf(vm.Datastore[0])},
	}
}

// datacenterOf is the datacenter above an object, or nil.
func datacenterOf(ctx *simulator.Context, entity mo.Entity) *simulator.Datacenter {
	for parent := entity.Entity().Parent; parent != nil; {
		switch above := ctx.Map.Get(*parent).(type) {
		case *simulator.Datacenter:
			return above
		case mo.Entity:
			parent = above.Entity().Parent
		default:
			return nil
		}
	}
	return nil
}
