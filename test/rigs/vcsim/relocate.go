package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// RelocateVMTask moves a machine to another host, pool, folder and datastore, its files with it. A host alone has none to
// move to.
func (o *operations) RelocateVMTask(ctx *simulator.Context, req *types.RelocateVM_Task) soap.HasFault {
	if ctx.Map.IsESX() {
		return &methods.RelocateVM_TaskBody{Fault_: simulator.Fault("", &types.NotSupported{})}
	}
	task := simulator.CreateTask(req.This, "relocate", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		return nil, relocate(ctx, ctx.Map.Get(req.This).(*simulator.VirtualMachine), &req.Spec)
	})
	return &methods.RelocateVM_TaskBody{Res: &types.RelocateVM_TaskResponse{Returnval: task.Run(ctx)}}
}

func relocate(ctx *simulator.Context, vm *simulator.VirtualMachine, spec *types.VirtualMachineRelocateSpec) types.BaseMethodFault {
	host, pool, fault := destination(ctx, vm, spec, "spec")
	if fault != nil {
		return fault
	}
	if host != *vm.Runtime.Host {
		if fault := hostRefusal(ctx, host); fault != nil {
			return fault
		}
	}
	there := ctx.Map.Get(host).(*simulator.HostSystem)
	if fault := deviceRefusal(ctx, vm, there, spec.DeviceChange); fault != nil {
		return fault
	}
	if spec.Folder != nil {
		if fault := folderRefusal(ctx, *spec.Folder, vm.Self, "spec.folder"); fault != nil {
			return fault
		}
	}
	before := ofMachine(ctx, vm)
	from := *vm.Runtime.Host
	old := listers(vm)

	if fault := moveFiles(ctx, vm, there, spec); fault != nil {
		return fault
	}
	moveListing(ctx, vm, from, host)
	if pool != nil && vm.ResourcePool != nil {
		moveListing(ctx, vm, *vm.ResourcePool, *pool)
	}
	changes := []types.PropertyChange{
		{Name: "runtime.host", Val: host},
		{Name: "summary.runtime.host", Val: host},
	}
	if pool != nil {
		changes = append(changes, types.PropertyChange{Name: "resourcePool", Val: *pool})
	}
	ctx.Update(vm, changes)
	if spec.Folder != nil {
		moveInto(ctx, *spec.Folder, vm)
	}
	if len(spec.DeviceChange) != 0 {
		change := types.VirtualMachineConfigSpec{DeviceChange: spec.DeviceChange}
		body := vm.ReconfigVMTask(ctx, &types.ReconfigVM_Task{This: vm.Self, Spec: change}).(*methods.ReconfigVM_TaskBody)
		if fault := within(ctx, body.Res.Returnval); fault != nil {
			return fault
		}
		tidyDevices(ctx, vm)
	}
	announce(ctx, append(old, listers(vm)...)...)
	post(ctx, &types.VmMigratedEvent{
		VmEvent:          ofMachine(ctx, vm),
		SourceHost:       *before.Host,
		SourceDatacenter: before.Datacenter,
		SourceDatastore:  before.Ds,
	})
	return nil
}

// moveListing takes a machine from the list of one object and puts it in another's.
func moveListing(ctx *simulator.Context, vm *simulator.VirtualMachine, from, to types.ManagedObjectReference) {
	for _, ref := range []types.ManagedObjectReference{from, to} {
		obj := ctx.Map.Get(ref)
		var list *[]types.ManagedObjectReference
		switch o := obj.(type) {
		case *simulator.HostSystem:
			list = &o.Vm
		case *simulator.ResourcePool:
			list = &o.Vm
		case *simulator.VirtualApp:
			list = &o.Vm
		case *simulator.Datastore:
			list = &o.Vm
		default:
			continue
		}
		ctx.WithLock(obj, func() {
			*list = slices.DeleteFunc(slices.Clone(*list), func(r types.ManagedObjectReference) bool { return r == vm.Self })
			if ref == to {
				*list = append(*list, vm.Self)
			}
		})
	}
}
