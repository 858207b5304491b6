package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// announce pushes the lists of machines of the objects, which the simulator changes unseen.
func announce(ctx *simulator.Context, refs ...types.ManagedObjectReference) {
	for _, ref := range refs {
		obj := ctx.Map.Get(ref)
		if obj == nil {
			continue
		}
		ctx.WithLock(obj, func() {
			switch o := obj.(type) {
			case *simulator.HostSystem:
				ctx.Update(o, listing("vm", o.Vm))
			case *simulator.ResourcePool:
				ctx.Update(o, listing("vm", o.Vm))
			case *simulator.Datastore:
				ctx.Update(o, listing("vm", o.Vm))
			case *simulator.Folder:
				ctx.Update(o, listing("childEntity", o.ChildEntity))
			}
		})
	}
}

func listing(property string, refs []types.ManagedObjectReference) []types.PropertyChange {
	return []types.PropertyChange{{Name: property, Val: append([]types.ManagedObjectReference{}, refs...)}}
}

// listers are the objects that list a machine.
func listers(vm *simulator.VirtualMachine) []types.ManagedObjectReference {
	refs := append([]types.ManagedObjectReference{*vm.Runtime.Host}, vm.Datastore...)
	if vm.ResourcePool != nil {
		refs = append(refs, *vm.ResourcePool)
	}
	if vm.Parent != nil {
		refs = append(refs, *vm.Parent)
	}
	return refs
}
