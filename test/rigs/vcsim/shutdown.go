package main

import (
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// ShutdownHostTask leaves the host unreachable and off, and its machines disconnected. Nothing turns it on again but a test
// that restarts the rig. In esx mode the session goes on, which on a host that is off it does not.
func (o *operations) ShutdownHostTask(ctx *simulator.Context, req *types.ShutdownHost_Task) soap.HasFault {
	ref := hostTask(ctx, req.This, "shutdown", func(host *simulator.HostSystem) {
		o.rig.stopMachines(ctx, host.Self, types.VirtualMachineConnectionStateDisconnected)
		ctx.Update(host, []types.PropertyChange{
			{Name: "runtime.connectionState", Val: types.HostSystemConnectionStateNotResponding},
			{Name: "runtime.powerState", Val: types.HostSystemPowerStatePoweredOff},
			{Name: "summary.runtime.connectionState", Val: types.HostSystemConnectionStateNotResponding},
			{Name: "summary.runtime.powerState", Val: types.HostSystemPowerStatePoweredOff},
		})
		post(ctx, &types.HostShutdownEvent{HostEvent: types.HostEvent{Event: ofHost(ctx, host)}, Reason: "Shutdown requested"})
	})
	return &methods.ShutdownHost_TaskBody{Res: &types.ShutdownHost_TaskResponse{Returnval: ref}}
}

// RebootHostTask is done when the host is there again, in maintenance if it was; what ran on it is off.
func (o *operations) RebootHostTask(ctx *simulator.Context, req *types.RebootHost_Task) soap.HasFault {
	ref := hostTask(ctx, req.This, "reboot", func(host *simulator.HostSystem) {
		o.rig.stopMachines(ctx, host.Self, types.VirtualMachineConnectionStateConnected)
		now := o.rig.script.clock(time.Now())
		ctx.Update(host, []types.PropertyChange{
			{Name: "runtime.bootTime", Val: now},
			{Name: "summary.runtime.bootTime", Val: now},
		})
		post(ctx, &types.HostShutdownEvent{HostEvent: types.HostEvent{Event: ofHost(ctx, host)}, Reason: "Reboot requested"})
		post(ctx, &types.HostConnectedEvent{HostEvent: types.HostEvent{Event: ofHost(ctx, host)}})
	})
	return &methods.RebootHost_TaskBody{Res: &types.RebootHost_TaskResponse{Returnval: ref}}
}

// stopMachines is what the end of a host does to its machines: those that ran are off.
func (r *rig) stopMachines(ctx *simulator.Context, host types.ManagedObjectReference, connection types.VirtualMachineConnectionState) {
	for _, vm := range r.machinesOn(host) {
		ctx.WithLock(vm, func() {
			if vm.Runtime.PowerState == types.VirtualMachinePowerStatePoweredOn {
				r.setPower(ctx, vm, types.VirtualMachinePowerStatePoweredOff)
			}
			ctx.Update(vm, []types.PropertyChange{
				{Name: "runtime.connectionState", Val: connection},
				{Name: "summary.runtime.connectionState", Val: connection},
			})
		})
	}
}
