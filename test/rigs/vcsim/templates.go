package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// MarkAsTemplate pushes what it does; the simulator's does not.
func (o *operations) MarkAsTemplate(ctx *simulator.Context, req *types.MarkAsTemplate) soap.HasFault {
	vm := ctx.Map.Get(req.This).(*simulator.VirtualMachine)
	defer ctx.Map.AcquireLock(ctx, vm)()
	body := vm.MarkAsTemplate(req)
	if body.Fault() == nil {
		templateChanged(ctx, vm)
	}
	return body
}

// MarkAsVirtualMachine pushes what it does; the simulator's does not.
func (o *operations) MarkAsVirtualMachine(ctx *simulator.Context, req *types.MarkAsVirtualMachine) soap.HasFault {
	vm := ctx.Map.Get(req.This).(*simulator.VirtualMachine)
	defer ctx.Map.AcquireLock(ctx, vm)()
	body := vm.MarkAsVirtualMachine(req)
	if body.Fault() == nil {
		templateChanged(ctx, vm)
	}
	return body
}

func templateChanged(ctx *simulator.Context, vm *simulator.VirtualMachine) {
	ctx.Update(vm, []types.PropertyChange{
		{Name: "config.template", Val: vm.Config.Template},
		{Name: "summary.config.template", Val: vm.Config.Template},
	})
	newVersion(ctx, vm)
}
