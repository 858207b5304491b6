package main

import (
	"fmt"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// guest is what a server tells of a machine's guest: Tools run in each machine that is on, unless a test says otherwise.
func (r *rig) guest(vm *simulator.VirtualMachine) []types.PropertyChange {
	status, running := types.VirtualMachineToolsStatusToolsNotRunning, types.VirtualMachineToolsRunningStatusGuestToolsNotRunning
	state, heart := types.VirtualMachineGuestStateNotRunning, types.ManagedEntityStatusGray
	if vm.Runtime.PowerState == types.VirtualMachinePowerStatePoweredOn && r.script.toolsRun(vm.Self.Value) {
		status, running = types.VirtualMachineToolsStatusToolsOk, types.VirtualMachineToolsRunningStatusGuestToolsRunning
		state, heart = types.VirtualMachineGuestStateRunning, types.ManagedEntityStatusGreen
	}
	version := string(types.VirtualMachineToolsVersionStatusGuestToolsCurrent)
	return []types.PropertyChange{
		{Name: "guest.toolsStatus", Val: status},
		{Name: "guest.toolsRunningStatus", Val: string(running)},
		{Name: "guest.toolsVersionStatus2", Val: version},
		{Name: "guest.guestState", Val: string(state)},
		{Name: "summary.guest.toolsStatus", Val: status},
		{Name: "summary.guest.toolsRunningStatus", Val: string(running)},
		{Name: "summary.guest.toolsVersionStatus2", Val: version},
		{Name: "guestHeartbeatStatus", Val: heart},
		{Name: "summary.quickStats.guestHeartbeatStatus", Val: heart},
	}
}

// showTools brings the guests of all machines up to what the script says.
func (r *rig) showTools() {
	for _, entity := range r.registry.All("VirtualMachine") {
		if vm, ok := entity.(*simulator.VirtualMachine); ok {
			ctx := r.plain()
			ctx.WithLock(vm, func() { ctx.Update(vm, r.guest(vm)) })
		}
	}
}

// setTools says whether Tools run in a machine while it is on.
func (r *rig) setTools(id string, running bool) error {
	ref := types.ManagedObjectReference{Type: "VirtualMachine", Value: id}
	vm, ok := r.registry.Get(ref).(*simulator.VirtualMachine)
	if !ok {
		return fmt.Errorf("there is no machine %q", id)
	}
	r.script.setTools(id, running)
	ctx := r.plain()
	ctx.WithLock(vm, func() { ctx.Update(vm, r.guest(vm)) })
	return nil
}

// deaf is why a machine's guest cannot be asked to do anything, or nil.
func deaf(vm *simulator.VirtualMachine) types.BaseMethodFault {
	if fault := notOn(vm); fault != nil {
		return fault
	}
	if vm.Guest.ToolsRunningStatus != string(types.VirtualMachineToolsRunningStatusGuestToolsRunning) {
		return &types.ToolsUnavailable{}
	}
	return nil
}

// ShutdownGuest only asks the guest, and there is no task. The machine is off when the guest is done: after the time
// scripted for tasks of this name, or when those held are released.
func (o *operations) ShutdownGuest(ctx *simulator.Context, req *types.ShutdownGuest) soap.HasFault {
	body := &methods.ShutdownGuestBody{Res: &types.ShutdownGuestResponse{}}
	vm := ctx.Map.Get(req.This).(*simulator.VirtualMachine)
	ctx.WithLock(vm, func() {
		if fault := deaf(vm); fault != nil {
			body.Res = nil
			body.Fault_ = simulator.Fault("", fault)
			return
		}
		post(ctx, &types.VmGuestShutdownEvent{VmEvent: ofMachine(ctx, vm)})
	})
	if body.Res == nil {
		return body
	}
	duration, held := o.rig.script.pace("ShutdownGuest")
	if duration == 0 && held == nil {
		o.rig.guestHalts(ctx, vm)
		return body
	}
	later := &simulator.Context{Map: ctx.Map, Session: ctx.Session}
	go func() {
		if held != nil {
			<-held
		}
		time.Sleep(duration)
		o.rig.guestHalts(later, vm)
	}()
	return body
}

// guestHalts turns a machine off, unless it is off or gone by now.
func (r *rig) guestHalts(ctx *simulator.Context, vm *simulator.VirtualMachine) {
	ctx.WithLock(vm, func() {
		if ctx.Map.Get(vm.Self) == nil || notOn(vm) != nil {
			return
		}
		r.setPower(ctx, vm, types.VirtualMachinePowerStatePoweredOff)
		post(ctx, &types.VmPoweredOffEvent{VmEvent: ofMachine(ctx, vm)})
	})
}

// RebootGuest only asks the guest; the machine stays on.
func (o *operations) RebootGuest(ctx *simulator.Context, req *types.RebootGuest) soap.HasFault {
	body := &methods.RebootGuestBody{}
	vm := ctx.Map.Get(req.This).(*simulator.VirtualMachine)
	ctx.WithLock(vm, func() {
		if fault := deaf(vm); fault != nil {
			body.Fault_ = simulator.Fault("", fault)
			return
		}
		post(ctx, &types.VmGuestRebootEvent{VmEvent: ofMachine(ctx, vm)})
		body.Res = &types.RebootGuestResponse{}
	})
	return body
}
