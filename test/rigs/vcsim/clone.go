package main

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

// placeClone chooses the host of a clone where the request leaves it open: the simulator takes that of the source, even
// with a pool of another cluster.
func placeClone(ctx *simulator.Context, req *types.CloneVM_Task) {
	vm, ok := ctx.Map.Get(req.This).(*simulator.VirtualMachine)
	if !ok || req.Spec.Location.Host != nil {
		return
	}
	if host, pool, fault := destination(ctx, vm, &req.Spec.Location, "spec.location"); fault == nil {
		if pool != nil && hostRefusal(ctx, host) != nil {
			if other, fault := anyHost(ctx, computeOf(ctx, *pool)); fault == nil {
				host = *other
			}
		}
		req.Spec.Location.Host = &host
	}
}

func cloneRefusal(ctx *simulator.Context, vm *simulator.VirtualMachine, req *types.CloneVM_Task) types.BaseMethodFault {
	host, pool, fault := destination(ctx, vm, &req.Spec.Location, "spec.location")
	switch {
	case pool == nil:
		return &types.InvalidArgument{InvalidProperty: "spec.location.pool"}
	case fault != nil:
		return fault
	}
	folder, ok := ctx.Map.Get(req.Folder).(*simulator.Folder)
	if !ok || !slices.Contains(folder.ChildType, "VirtualMachine") {
		return &types.InvalidArgument{InvalidProperty: "folder"}
	}
	if other := ctx.Map.FindByName(req.Name, folder.ChildEntity); other != nil {
		return &types.DuplicateName{Name: req.Name, Object: other.Reference()}
	}
	if req.Spec.Config != nil {
		if fault := impossible(req.Spec.Config); fault != nil {
			return fault
		}
	}
	return hostRefusal(ctx, host)
}

// cloned does what the simulator leaves undone in a clone: the source's notes and hot-add flags, adapters with addresses of
// their own, the configuration asked for, power.
func cloned(ctx *simulator.Context, source *simulator.VirtualMachine, req *types.CloneVM_Task, ref types.ManagedObjectReference) types.BaseMethodFault {
	clone := ctx.Map.Get(ref).(*simulator.VirtualMachine)
	spec := types.VirtualMachineConfigSpec{}
	if req.Spec.Config != nil {
		spec = *req.Spec.Config
		spec.DeviceChange = nil // done by the simulator
		spec.ChangeVersion = ""
		spec.Name = ""
	}
	if spec.Annotation == "" {
		spec.Annotation = source.Config.Annotation
	}
	for _, flag := range []struct{ to, from **bool }{
		{&spec.CpuHotAddEnabled, &source.Config.CpuHotAddEnabled},
		{&spec.CpuHotRemoveEnabled, &source.Config.CpuHotRemoveEnabled},
		{&spec.MemoryHotAddEnabled, &source.Config.MemoryHotAddEnabled},
	} {
		if *flag.to == nil {
			*flag.to = *flag.from
		}
	}
	var fault types.BaseMethodFault
	ctx.WithLock(clone, func() {
		if !clone.Config.Template {
			fault = within(ctx, clone.ReconfigVMTask(ctx, &types.ReconfigVM_Task{This: ref, Spec: spec}).(*methods.ReconfigVM_TaskBody).Res.Returnval)
		}
		readdress(ctx, clone)
		tidyDevices(ctx, clone)
		recount(clone)
		if fault == nil && req.Spec.PowerOn && !req.Spec.Template {
			fault = within(ctx, clone.PowerOnVMTask(ctx, &types.PowerOnVM_Task{This: ref}).(*methods.PowerOnVM_TaskBody).Res.Returnval)
		}
		rigOf(ctx).powered(ctx, clone)
	})
	return fault
}

// within waits for a task that is part of another, and gives the fault it ended in.
func within(ctx *simulator.Context, ref types.ManagedObjectReference) types.BaseMethodFault {
	task := ctx.Map.Get(ref).(*simulator.Task)
	task.Wait()
	if task.Info.Error != nil {
		return task.Info.Error.Fault
	}
	return nil
}

// readdress gives the adapters of a new clone addresses of their own, except those set by hand.
func readdress(ctx *simulator.Context, vm *simulator.VirtualMachine) {
	devices := slices.Clone(vm.Config.Hardware.Device)
	for i, device := range devices {
		card, ok := device.(types.BaseVirtualEthernetCard)
		if !ok || card.GetVirtualEthernetCard().AddressType == string(types.VirtualEthernetCardMacTypeManual) {
			continue
		}
		sum := sha256.Sum256(fmt.Append(nil, vm.Self.Value, card.GetVirtualEthernetCard().Key))
		devices[i] = copied(device)
		devices[i].(types.BaseVirtualEthernetCard).GetVirtualEthernetCard().MacAddress =
			fmt.Sprintf("00:50:56:%02x:%02x:%02x", 0x80|sum[0]&0x3f, sum[1], sum[2])
	}
	ctx.Update(vm, []types.PropertyChange{{Name: "config.hardware.device", Val: devices}})
}
