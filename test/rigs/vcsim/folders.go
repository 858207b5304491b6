package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// folderRefusal is why a folder cannot take a machine, or nil.
func folderRefusal(ctx *simulator.Context, ref, machine types.ManagedObjectReference, property string) types.BaseMethodFault {
	folder, ok := ctx.Map.Get(ref).(*simulator.Folder)
	if !ok || !slices.Contains(folder.ChildType, machine.Type) {
		return &types.InvalidArgument{InvalidProperty: property}
	}
	other := ctx.Map.FindByName(rigOf(ctx).nameOf(machine), folder.ChildEntity)
	if other != nil && other.Reference() != machine {
		return &types.DuplicateName{Name: rigOf(ctx).nameOf(machine), Object: other.Reference()}
	}
	return nil
}

// moveInto puts a machine in a folder.
func moveInto(ctx *simulator.Context, ref types.ManagedObjectReference, vm *simulator.VirtualMachine) {
	if *vm.Parent == ref {
		return
	}
	for _, folder := range []types.ManagedObjectReference{*vm.Parent, ref} {
		if f, ok := ctx.Map.Get(folder).(*simulator.Folder); ok {
			ctx.WithLock(f, func() {
				children := slices.DeleteFunc(slices.Clone(f.ChildEntity), func(r types.ManagedObjectReference) bool { return r == vm.Self })
				if folder == ref {
					children = append(children, vm.Self)
				}
				ctx.Update(f, listing("childEntity", children))
			})
		}
	}
	ctx.Update(vm, []types.PropertyChange{{Name: "parent", Val: ref}})
}
