package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// foresee looks at what a task is about before its work, and returns what to do after it: what the simulator leaves
// undone. That gets the task's result, and may still make it fail.
func foresee(ctx *simulator.Context, g *gate) func(types.AnyType) types.BaseMethodFault {
	r := rigOf(ctx)
	vm, _ := ctx.Map.Get(g.entity).(*simulator.VirtualMachine)
	then := func(do func()) func(types.AnyType) types.BaseMethodFault {
		return func(types.AnyType) types.BaseMethodFault {
			do()
			return nil
		}
	}
	if body, ok := g.call.body.(*types.MoveIntoFolder_Task); ok {
		return then(moved(ctx, g.entity, body.List))
	}
	if _, ok := g.call.body.(*types.CreateVM_Task); ok {
		return func(result types.AnyType) types.BaseMethodFault {
			if ref, ok := result.(types.ManagedObjectReference); ok {
				created(ctx, ref)
			}
			return nil
		}
	}
	if vm == nil {
		return then(func() {})
	}

	switch body := g.call.body.(type) {
	case *types.Rename_Task:
		return then(func() { renamed(ctx, vm, body.NewName) })
	case *types.PowerOnVM_Task, *types.PowerOffVM_Task, *types.SuspendVM_Task:
		return then(func() { r.powered(ctx, vm) })
	case *types.ReconfigVM_Task:
		if len(body.Spec.DeviceChange) != 0 {
			return then(func() {
				tidyDevices(ctx, vm)
				recount(vm)
			})
		}
	case *types.CloneVM_Task:
		return func(result types.AnyType) types.BaseMethodFault {
			ref := result.(types.ManagedObjectReference)
			fault := cloned(ctx, vm, body, ref)
			announce(ctx, listers(ctx.Map.Get(ref).(*simulator.VirtualMachine))...)
			return fault
		}
	case *types.Destroy_Task:
		lists := listers(vm)
		snapshots := r.snapshotsGo(ctx, vm, allSnapshots(vm))
		return then(func() {
			snapshots()
			announce(ctx, lists...)
		})
	case *types.CreateSnapshot_Task, *types.CreateSnapshotEx_Task:
		return func(result types.AnyType) types.BaseMethodFault {
			r.snapshotTaken(ctx, vm, result.(types.ManagedObjectReference))
			return nil
		}
	case *types.RemoveSnapshot_Task:
		return then(r.snapshotRemoval(ctx, vm, body))
	case *types.RemoveAllSnapshots_Task:
		return then(r.snapshotsGo(ctx, vm, allSnapshots(vm)))
	case *types.RevertToSnapshot_Task:
		return func(types.AnyType) types.BaseMethodFault {
			return r.revert(ctx, vm, ctx.Map.Get(body.This).(*simulator.VirtualMachineSnapshot), body.SuppressPowerOn)
		}
	case *types.RevertToCurrentSnapshot_Task:
		return func(types.AnyType) types.BaseMethodFault {
			current := ctx.Map.Get(*vm.Snapshot.CurrentSnapshot).(*simulator.VirtualMachineSnapshot)
			return r.revert(ctx, vm, current, body.SuppressPowerOn)
		}
	}
	return then(func() {})
}

// created labels a new machine's devices and pushes the lists it is in.
func created(ctx *simulator.Context, ref types.ManagedObjectReference) {
	vm, ok := ctx.Map.Get(ref).(*simulator.VirtualMachine)
	if !ok {
		return
	}
	ctx.WithLock(vm, func() {
		tidyDevices(ctx, vm)
		recount(vm)
		newVersion(ctx, vm)
	})
	announce(ctx, listers(vm)...)
}

// moved notes the folders that things are moved out of, to push their lists and the new one's.
func moved(ctx *simulator.Context, to types.ManagedObjectReference, list []types.ManagedObjectReference) func() {
	folders := []types.ManagedObjectReference{to}
	for _, ref := range list {
		if vm, ok := ctx.Map.Get(ref).(*simulator.VirtualMachine); ok && vm.Parent != nil {
			folders = append(folders, *vm.Parent)
		}
	}
	return func() { announce(ctx, folders...) }
}
