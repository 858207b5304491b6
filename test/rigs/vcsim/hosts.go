package main

import (
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// hosts knows which hosts are entering maintenance, and wakes those who wait for one to be empty.
type hosts struct {
	mu       sync.Mutex
	entering map[types.ManagedObjectReference]int
	changed  chan struct{} // closed when a machine has changed or gone
}

func newHosts() *hosts {
	return &hosts{entering: make(map[types.ManagedObjectReference]int), changed: make(chan struct{})}
}

func (h *hosts) machinesChanged() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.entering) != 0 {
		close(h.changed)
		h.changed = make(chan struct{})
	}
}

// nextChange is closed when a machine has changed after this.
func (h *hosts) nextChange() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.changed
}

// enter marks the host until the returned function is run.
func (h *hosts) enter(host types.ManagedObjectReference) func() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.entering[host]++
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.entering[host]--; h.entering[host] == 0 {
			delete(h.entering, host)
		}
	}
}

func (h *hosts) isEntering(host types.ManagedObjectReference) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.entering[host] != 0
}

// hostRefusal is why no machine can be started on the host or brought to it, or nil. A host refuses already while it is
// entering maintenance.
func hostRefusal(ctx *simulator.Context, ref types.ManagedObjectReference) types.BaseMethodFault {
	if fault := notConnected(ctx, ref); fault != nil {
		return fault
	}
	host, ok := ctx.Map.Get(ref).(*simulator.HostSystem)
	if ok && (host.Runtime.InMaintenanceMode || rigOf(ctx).hosts.isEntering(ref)) {
		return &types.InvalidState{}
	}
	return nil
}

// notConnected is HostNotConnected when the server does not reach the host.
func notConnected(ctx *simulator.Context, ref types.ManagedObjectReference) types.BaseMethodFault {
	host, ok := ctx.Map.Get(ref).(*simulator.HostSystem)
	if ok && host.Runtime.ConnectionState != types.HostSystemConnectionStateConnected {
		return &types.HostNotConnected{}
	}
	return nil
}

func (r *rig) machinesOn(host types.ManagedObjectReference) []*simulator.VirtualMachine {
	var there []*simulator.VirtualMachine
	for _, entity := range r.registry.All("VirtualMachine") {
		vm, ok := entity.(*simulator.VirtualMachine)
		if ok && vm.Runtime.Host != nil && *vm.Runtime.Host == host {
			there = append(there, vm)
		}
	}
	return there
}

// hostTask runs a host's task.
func hostTask(ctx *simulator.Context, host types.ManagedObjectReference, name string, work func(*simulator.HostSystem)) types.ManagedObjectReference {
	task := simulator.CreateTask(host, name, func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		work(ctx.Map.Get(host).(*simulator.HostSystem))
		return nil, nil
	})
	return task.Run(ctx)
}
