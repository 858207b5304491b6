package main

import (
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// setPower makes a machine's power state so, whatever it was, and what follows from it.
func (r *rig) setPower(ctx *simulator.Context, vm *simulator.VirtualMachine, state types.VirtualMachinePowerState) {
	on := state == types.VirtualMachinePowerStatePoweredOn
	devices := make([]types.BaseVirtualDevice, len(vm.Config.Hardware.Device))
	for i, device := range vm.Config.Hardware.Device {
		devices[i] = device
		if connectable := device.GetVirtualDevice().Connectable; connectable != nil {
			now := *connectable
			now.Connected = on && connectable.StartConnected
			devices[i] = copied(device)
			devices[i].GetVirtualDevice().Connectable = &now
		}
	}
	ctx.Update(vm, []types.PropertyChange{
		{Name: "runtime.powerState", Val: state},
		{Name: "summary.runtime.powerState", Val: state},
		{Name: "config.hardware.device", Val: devices},
	})
	r.powered(ctx, vm)
}

// powered brings what the simulator leaves behind when a machine's power state has changed: its boot time, its Tools.
func (r *rig) powered(ctx *simulator.Context, vm *simulator.VirtualMachine) {
	var boot types.AnyType
	if vm.Runtime.PowerState == types.VirtualMachinePowerStatePoweredOn {
		boot = r.script.clock(time.Now())
	}
	ctx.Update(vm, append(r.guest(vm),
		types.PropertyChange{Name: "runtime.bootTime", Val: boot},
		types.PropertyChange{Name: "summary.runtime.bootTime", Val: boot},
	))
}

// notOn is InvalidPowerState unless the machine runs.
func notOn(vm *simulator.VirtualMachine) types.BaseMethodFault {
	if vm.Runtime.PowerState == types.VirtualMachinePowerStatePoweredOn {
		return nil
	}
	return &types.InvalidPowerState{
		RequestedState: types.VirtualMachinePowerStatePoweredOn,
		ExistingState:  vm.Runtime.PowerState,
	}
}

// ResetVMTask is one task; the simulator's powers off and on in two more. The machine is on all the time.
func (o *operations) ResetVMTask(ctx *simulator.Context, req *types.ResetVM_Task) soap.HasFault {
	task := simulator.CreateTask(req.This, "reset", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		vm := ctx.Map.Get(req.This).(*simulator.VirtualMachine)
		if fault := notOn(vm); fault != nil {
			return nil, fault
		}
		o.rig.powered(ctx, vm)
		post(ctx, &types.VmResettingEvent{VmEvent: ofMachine(ctx, vm)})
		return nil, nil
	})
	return &methods.ResetVM_TaskBody{Res: &types.ResetVM_TaskResponse{Returnval: task.Run(ctx)}}
}
