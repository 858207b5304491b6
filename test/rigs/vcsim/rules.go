package main

import (
	"fmt"
	"time"

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
	switch body := g.call.body.(type) {
	case *types.Rename_Task:
		return nameTaken(ctx, g.entity, body.NewName)
	case *types.ReconfigVM_Task:
		vm, ok := ctx.Map.Get(g.entity).(*simulator.VirtualMachine)
		if !ok {
			return nil
		}
		if body.Spec.ChangeVersion != "" && body.Spec.ChangeVersion != vm.Config.ChangeVersion {
			return &types.ConcurrentAccess{}
		}
		if fault := impossible(&body.Spec); fault != nil {
			return fault
		}
		if body.Spec.Name != "" && body.Spec.Name != vm.Name {
			if fault := nameTaken(ctx, g.entity, body.Spec.Name); fault != nil {
				return fault
			}
		}
		return hotPlug(vm, &body.Spec)
	}
	return nil
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

// complete does what the simulator leaves undone after a renaming: the configuration's copy of the name, its version.
func complete(ctx *simulator.Context, g *gate) {
	body, ok := g.call.body.(*types.Rename_Task)
	if !ok {
		return
	}
	if vm, ok := ctx.Map.Get(g.entity).(*simulator.VirtualMachine); ok {
		now := time.Now()
		ctx.Update(vm, []types.PropertyChange{
			{Name: "config.name", Val: body.NewName},
			{Name: "summary.config.name", Val: body.NewName},
			{Name: "config.changeVersion", Val: fmt.Sprint(now.UnixNano())},
			{Name: "config.modified", Val: now},
		})
	}
}
