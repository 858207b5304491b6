package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// computeOf is the compute resource that a pool or a host belongs to.
func computeOf(ctx *simulator.Context, ref types.ManagedObjectReference) types.ManagedObjectReference {
	switch o := ctx.Map.Get(ref).(type) {
	case *simulator.ResourcePool:
		return o.Owner
	case *simulator.VirtualApp:
		return o.Owner
	case *simulator.HostSystem:
		return *o.Parent
	}
	return types.ManagedObjectReference{}
}

// anyHost is the host of a compute resource with the fewest machines, of those that take any.
func anyHost(ctx *simulator.Context, compute types.ManagedObjectReference) (*types.ManagedObjectReference, types.BaseMethodFault) {
	var members []types.ManagedObjectReference
	switch o := ctx.Map.Get(compute).(type) {
	case *simulator.ClusterComputeResource:
		members = o.Host
	case *mo.ComputeResource:
		members = o.Host
	}
	var best *simulator.HostSystem
	var why types.BaseMethodFault = &types.InvalidState{}
	for _, ref := range members {
		if fault := hostRefusal(ctx, ref); fault != nil {
			why = fault
		} else if host := ctx.Map.Get(ref).(*simulator.HostSystem); best == nil || len(host.Vm) < len(best.Vm) {
			best = host
		}
	}
	if best == nil {
		return nil, why
	}
	ref := best.Self
	return &ref, nil
}

// destination is the host and the pool to which a machine goes, or why it cannot. A pool and a host must be of one compute
// resource; where only a pool is given, a host is chosen.
func destination(ctx *simulator.Context, vm *simulator.VirtualMachine, spec *types.VirtualMachineRelocateSpec, property string) (host types.ManagedObjectReference, pool *types.ManagedObjectReference, fault types.BaseMethodFault) {
	host = *vm.Runtime.Host
	pool = vm.ResourcePool
	if spec.Pool != nil {
		pool = spec.Pool
	}
	switch {
	case spec.Host != nil:
		host = *spec.Host
		if pool != nil && computeOf(ctx, *pool) != computeOf(ctx, host) {
			return host, pool, &types.InvalidArgument{InvalidProperty: property + ".pool"}
		}
	case pool != nil && computeOf(ctx, *pool) != computeOf(ctx, host):
		chosen, fault := anyHost(ctx, computeOf(ctx, *pool))
		if fault != nil {
			return host, pool, fault
		}
		host = *chosen
	}
	if spec.Datastore != nil && !slices.Contains(ctx.Map.Get(host).(*simulator.HostSystem).Datastore, *spec.Datastore) {
		return host, pool, &types.InvalidArgument{InvalidProperty: property + ".datastore"}
	}
	return host, pool, nil
}
