package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// The largest virtual machine of vSphere 8.
const (
	maxCPUs     = 768
	maxMemoryMB = 24 * 1024 * 1024
)

// refusal is the fault with which a real server's task ends where the simulator would do the work, or nil.
func refusal(ctx *simulator.Context, g *gate) types.BaseMethodFault {
	if ctx.Map.Get(g.entity) == nil {
		return &types.ManagedObjectNotFound{Obj: g.entity} // gone since the call
	}
	if fault := rigOf(ctx).missing(g.call.Method, g.call.body); fault != nil {
		return fault
	}
	vm, _ := ctx.Map.Get(g.entity).(*simulator.VirtualMachine)
	if vm != nil && vm.Runtime.Host != nil {
		if fault := notConnected(ctx, *vm.Runtime.Host); fault != nil {
			return fault
		}
	}
	switch body := g.call.body.(type) {
	case *types.Rename_Task:
		return nameTaken(ctx, g.entity, body.NewName)
	case *types.ReconfigVM_Task:
		if vm != nil {
			return reconfigureRefusal(ctx, vm, &body.Spec)
		}
	case *types.CreateVM_Task:
		if g.entity.Type == "Folder" {
			return createRefusal(ctx, body)
		}
	case *types.CloneVM_Task:
		if vm != nil {
			return cloneRefusal(ctx, vm, body)
		}
	case *types.MoveIntoFolder_Task:
		for _, ref := range body.List {
			fault, duplicate := folderRefusal(ctx, g.entity, ref, "list").(*types.DuplicateName)
			if duplicate {
				return fault // what is of the wrong kind the simulator refuses
			}
		}
	case *types.PowerOnVM_Task:
		if vm != nil {
			return hostRefusal(ctx, *vm.Runtime.Host)
		}
	case *types.RevertToSnapshot_Task:
		return revertRefusal(ctx, g.entity, body.This)
	case *types.RevertToCurrentSnapshot_Task:
		if vm != nil && vm.Snapshot != nil && vm.Snapshot.CurrentSnapshot != nil {
			return revertRefusal(ctx, g.entity, *vm.Snapshot.CurrentSnapshot)
		}
	default:
		return hostTaskRefusal(ctx, g)
	}
	return nil
}

// hostTaskRefusal has the rules of what is done to hosts.
func hostTaskRefusal(ctx *simulator.Context, g *gate) types.BaseMethodFault {
	host, ok := ctx.Map.Get(g.entity).(*simulator.HostSystem)
	if !ok {
		return nil
	}
	in := host.Runtime.InMaintenanceMode
	wrong := false
	switch body := g.call.body.(type) {
	case *types.EnterMaintenanceMode_Task:
		wrong = in
	case *types.ExitMaintenanceMode_Task:
		wrong = !in
	case *types.ShutdownHost_Task:
		wrong = !in && !body.Force
	case *types.RebootHost_Task:
		wrong = !in && !body.Force
	default:
		return nil
	}
	if fault := notConnected(ctx, g.entity); fault != nil {
		return fault
	}
	if wrong {
		return &types.InvalidState{}
	}
	return nil
}

func reconfigureRefusal(ctx *simulator.Context, vm *simulator.VirtualMachine, spec *types.VirtualMachineConfigSpec) types.BaseMethodFault {
	if spec.ChangeVersion != "" && spec.ChangeVersion != vm.Config.ChangeVersion {
		return &types.ConcurrentAccess{}
	}
	if fault := impossible(spec); fault != nil {
		return fault
	}
	if spec.Name != "" && spec.Name != vm.Name {
		if fault := nameTaken(ctx, vm.Self, spec.Name); fault != nil {
			return fault
		}
	}
	if fault := hotPlug(vm, spec); fault != nil {
		return fault
	}
	host := ctx.Map.Get(*vm.Runtime.Host).(*simulator.HostSystem)
	return deviceRefusal(ctx, vm, host, spec.DeviceChange)
}

// reconfigureUndo returns what makes a reconfiguration that failed half-way one that did nothing.
func reconfigureUndo(ctx *simulator.Context, g *gate) func() {
	vm, ok := ctx.Map.Get(g.entity).(*simulator.VirtualMachine)
	if _, wanted := g.call.body.(*types.ReconfigVM_Task); !ok || !wanted {
		return func() {}
	}
	config, summary, name := *vm.Config, vm.Summary.Config, vm.Name
	config.Hardware.Device = slices.Clone(config.Hardware.Device)
	return func() {
		*vm.Config, vm.Summary.Config, vm.Name = config, summary, name
		recount(vm)
	}
}

// nameTaken is DuplicateName when another child of the entity's folder has the name.
func nameTaken(ctx *simulator.Context, ref types.ManagedObjectReference, name string) types.BaseMethodFault {
	entity, ok := ctx.Map.Get(ref).(mo.Entity)
	if !ok || entity.Entity().Parent == nil {
		return nil
	}
	folder, ok := ctx.Map.Get(*entity.Entity().Parent).(*simulator.Folder)
	if !ok {
		return nil
	}
	if other := ctx.Map.FindByName(name, folder.ChildEntity); other != nil {
		return &types.DuplicateName{Name: name, Object: other.Reference()}
	}
	return nil
}

// impossible refuses sizes no server takes.
func impossible(spec *types.VirtualMachineConfigSpec) types.BaseMethodFault {
	if spec.NumCPUs < 0 || spec.NumCPUs > maxCPUs {
		return &types.InvalidArgument{InvalidProperty: "configSpec.numCPUs"}
	}
	if spec.MemoryMB < 0 || spec.MemoryMB > maxMemoryMB || spec.MemoryMB%4 != 0 {
		return &types.InvalidArgument{InvalidProperty: "configSpec.memoryMB"}
	}
	return nil
}

// hotPlug refuses to change the processors or memory of a machine that is not off, unless hot-add was enabled before.
func hotPlug(vm *simulator.VirtualMachine, spec *types.VirtualMachineConfigSpec) types.BaseMethodFault {
	hardware := vm.Config.Hardware
	cpus := spec.NumCPUs != 0 && spec.NumCPUs != hardware.NumCPU
	memory := spec.MemoryMB != 0 && spec.MemoryMB != int64(hardware.MemoryMB)
	flags := spec.CpuHotAddEnabled != nil || spec.CpuHotRemoveEnabled != nil || spec.MemoryHotAddEnabled != nil
	state := vm.Runtime.PowerState

	switch {
	case state == types.VirtualMachinePowerStatePoweredOff:
		return nil
	case (cpus || memory) && state == types.VirtualMachinePowerStateSuspended, flags:
		return &types.InvalidPowerState{
			RequestedState: types.VirtualMachinePowerStatePoweredOff,
			ExistingState:  state,
		}
	case cpus && spec.NumCPUs > hardware.NumCPU && !is(vm.Config.CpuHotAddEnabled),
		cpus && spec.NumCPUs < hardware.NumCPU && !is(vm.Config.CpuHotRemoveEnabled):
		return &types.CpuHotPlugNotSupported{}
	case memory && (!is(vm.Config.MemoryHotAddEnabled) || spec.MemoryMB < int64(hardware.MemoryMB)):
		return &types.MemoryHotPlugNotSupported{}
	}
	return nil
}

func is(flag *bool) bool { return flag != nil && *flag }

// renamed does what the simulator leaves undone after a renaming: the configuration's copy of the name, its version.
func renamed(ctx *simulator.Context, vm *simulator.VirtualMachine, name string) {
	ctx.Update(vm, []types.PropertyChange{
		{Name: "config.name", Val: name},
		{Name: "summary.config.name", Val: name},
	})
	newVersion(ctx, vm)
}
