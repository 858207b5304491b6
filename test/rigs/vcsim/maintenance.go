package main

import (
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// awaitEmptyHost is how entering maintenance goes: it waits until no machine runs on the host, as long as its timeout
// allows. The server moves no machine itself.
func (r *rig) awaitEmptyHost(g *gate, req *types.EnterMaintenanceMode_Task) types.BaseMethodFault {
	host, ok := r.registry.Get(req.This).(*simulator.HostSystem)
	if !ok || host.Runtime.InMaintenanceMode {
		return nil // its rule has the word
	}
	var over <-chan time.Time
	if req.Timeout > 0 {
		over = time.After(time.Duration(req.Timeout) * time.Second)
	}
	g.leave = r.hosts.enter(req.This)
	post(g.call.ctx, &types.EnteringMaintenanceModeEvent{HostEvent: types.HostEvent{Event: ofHost(g.call.ctx, host)}})
	for {
		changed := r.hosts.nextChange()
		if !r.anyRuns(req.This) {
			return nil
		}
		g.linger()
		select {
		case <-changed:
		case <-over:
			return &types.Timedout{}
		case <-g.cancelled:
			return nil
		}
	}
}

// anyRuns says whether a machine registered on the host is on. The host's own list of machines is not asked.
func (r *rig) anyRuns(host types.ManagedObjectReference) bool {
	for _, vm := range r.machinesOn(host) {
		if vm.Runtime.PowerState == types.VirtualMachinePowerStatePoweredOn {
			return true
		}
	}
	return false
}

// maintain sets whether a host is in maintenance.
func maintain(ctx *simulator.Context, host *simulator.HostSystem, in bool) {
	ctx.Update(host, []types.PropertyChange{
		{Name: "runtime.inMaintenanceMode", Val: in},
		{Name: "summary.runtime.inMaintenanceMode", Val: in},
	})
}

func (o *operations) EnterMaintenanceModeTask(ctx *simulator.Context, req *types.EnterMaintenanceMode_Task) soap.HasFault {
	ref := hostTask(ctx, req.This, "enterMaintenanceMode", func(host *simulator.HostSystem) {
		maintain(ctx, host, true)
		post(ctx, &types.EnteredMaintenanceModeEvent{HostEvent: types.HostEvent{Event: ofHost(ctx, host)}})
	})
	return &methods.EnterMaintenanceMode_TaskBody{Res: &types.EnterMaintenanceMode_TaskResponse{Returnval: ref}}
}

func (o *operations) ExitMaintenanceModeTask(ctx *simulator.Context, req *types.ExitMaintenanceMode_Task) soap.HasFault {
	ref := hostTask(ctx, req.This, "exitMaintenanceMode", func(host *simulator.HostSystem) {
		maintain(ctx, host, false)
		post(ctx, &types.ExitMaintenanceModeEvent{HostEvent: types.HostEvent{Event: ofHost(ctx, host)}})
	})
	return &methods.ExitMaintenanceMode_TaskBody{Res: &types.ExitMaintenanceMode_TaskResponse{Returnval: ref}}
}
