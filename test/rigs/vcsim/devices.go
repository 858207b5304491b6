package main

import (
	"slices"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// reserved is the unit of a SCSI bus that is the controller's own.
const reserved = 7

// deviceRefusal is why a machine's devices cannot be changed so, or nil. It also completes the changes where a server takes
// less than the simulator: an edited disk without its backing or with one of its two capacities, a removal by key alone.
//
// The machine is nil before it is made; host is where it will be.
func deviceRefusal(ctx *simulator.Context, vm *simulator.VirtualMachine, host *simulator.HostSystem, changes []types.BaseVirtualDeviceConfigSpec) types.BaseMethodFault {
	var devices object.VirtualDeviceList
	if vm != nil {
		devices = append(devices, vm.Config.Hardware.Device...)
	}
	for i := range changes {
		change := changes[i].GetVirtualDeviceConfigSpec()
		refuse := func(property string) types.InvalidDeviceSpec {
			return types.InvalidDeviceSpec{
				InvalidVmConfig: types.InvalidVmConfig{Property: "virtualDeviceSpec." + property},
				DeviceIndex:     int32(i),
			}
		}
		if change.Device == nil {
			fault := refuse("device")
			return &fault
		}
		device := change.Device.GetVirtualDevice()
		at := slices.IndexFunc(devices, func(d types.BaseVirtualDevice) bool { return d.GetVirtualDevice().Key == device.Key })

		switch change.Operation {
		case types.VirtualDeviceConfigSpecOperationRemove:
			if at < 0 {
				fault := refuse("device.key")
				return &fault
			}
			change.Device = devices[at]
			devices = slices.Delete(slices.Clone(devices), at, at+1)
			continue
		case types.VirtualDeviceConfigSpecOperationEdit:
			if at < 0 {
				fault := refuse("device.key")
				return &fault
			}
			if device.Backing == nil {
				device.Backing = devices[at].GetVirtualDevice().Backing
			}
			if disk, ok := change.Device.(*types.VirtualDisk); ok {
				if fault := resize(vm, devices[at], disk, refuse("device.capacityInKB")); fault != nil {
					return fault
				}
			}
			devices = slices.Delete(slices.Clone(devices), at, at+1)
		case types.VirtualDeviceConfigSpecOperationAdd:
			if disk, ok := change.Device.(*types.VirtualDisk); ok && vm != nil {
				if disk.CapacityInKB < 0 || disk.CapacityInBytes < 0 {
					fault := refuse("device.capacityInKB")
					return &fault
				}
				if disk.UnitNumber == nil || devices.FindByKey(disk.ControllerKey) == nil {
					fault := refuse("device.controllerKey")
					return &fault
				}
			}
		default:
			fault := refuse("operation")
			return &fault
		}
		if unit := device.UnitNumber; unit != nil && device.ControllerKey != 0 && *unit >= 0 {
			controller := devices.FindByKey(device.ControllerKey)
			_, scsi := controller.(types.BaseVirtualSCSIController)
			taken := slices.ContainsFunc(devices, func(d types.BaseVirtualDevice) bool {
				other := d.GetVirtualDevice()
				return other.ControllerKey == device.ControllerKey && other.UnitNumber != nil && *other.UnitNumber == *unit
			})
			if taken || (scsi && *unit == reserved) {
				fault := refuse("device.unitNumber")
				return &fault
			}
		}
		if !backed(ctx, host, device.Backing) {
			return &types.InvalidDeviceBacking{InvalidDeviceSpec: refuse("device.backing")}
		}
		devices = append(devices, change.Device)
	}
	return nil
}

// resize refuses to shrink a disk, and to grow one on which a snapshot stands.
func resize(vm *simulator.VirtualMachine, device types.BaseVirtualDevice, disk *types.VirtualDisk, refused types.InvalidDeviceSpec) types.BaseMethodFault {
	old, ok := device.(*types.VirtualDisk)
	if !ok {
		return &refused
	}
	switch {
	case disk.CapacityInBytes == 0 && disk.CapacityInKB == 0:
		disk.CapacityInBytes = old.CapacityInBytes
	case disk.CapacityInBytes == 0 || (disk.CapacityInBytes == old.CapacityInBytes && disk.CapacityInKB != 0):
		disk.CapacityInBytes = disk.CapacityInKB * 1024
	}
	disk.CapacityInKB = disk.CapacityInBytes / 1024
	switch {
	case disk.CapacityInBytes < old.CapacityInBytes:
		return &types.InvalidArgument{InvalidProperty: "spec.deviceChange"}
	case disk.CapacityInBytes > old.CapacityInBytes && vm.Snapshot != nil:
		return &types.InvalidDeviceOperation{InvalidDeviceSpec: refused, BadOp: types.VirtualDeviceConfigSpecOperationEdit}
	}
	return nil
}

// backed says whether the host has what a device is backed by: its datastore, its network.
func backed(ctx *simulator.Context, host *simulator.HostSystem, backing types.BaseVirtualDeviceBackingInfo) bool {
	switch b := backing.(type) {
	case types.BaseVirtualDeviceFileBackingInfo:
		name := b.GetVirtualDeviceFileBackingInfo().FileName
		var path object.DatastorePath
		return name == "" || (path.FromString(name) && ctx.Map.FindByName(path.Datastore, host.Datastore) != nil)
	case *types.VirtualEthernetCardNetworkBackingInfo:
		datacenter := datacenterOf(ctx, host)
		return datacenter == nil || ctx.Map.FindByName(b.DeviceName, datacenter.Network) != nil
	case *types.VirtualEthernetCardDistributedVirtualPortBackingInfo:
		group := types.ManagedObjectReference{Type: "DistributedVirtualPortgroup", Value: b.Port.PortgroupKey}
		return ctx.Map.Get(group) != nil
	}
	return true
}

// recount brings the machine's summary up to its devices.
func recount(vm *simulator.VirtualMachine) {
	vm.Summary.Config.NumVirtualDisks = 0
	vm.Summary.Config.NumEthernetCards = 0
	vm.Guest.Net = nil
	for _, device := range vm.Config.Hardware.Device {
		switch d := device.(type) {
		case *types.VirtualDisk:
			vm.Summary.Config.NumVirtualDisks++
		case types.BaseVirtualEthernetCard:
			card := d.GetVirtualEthernetCard()
			vm.Summary.Config.NumEthernetCards++
			nic := types.GuestNicInfo{MacAddress: card.MacAddress, Connected: true, DeviceConfigId: card.Key}
			if b, ok := card.Backing.(*types.VirtualEthernetCardNetworkBackingInfo); ok {
				nic.Network = b.DeviceName
			}
			vm.Guest.Net = append(vm.Guest.Net, nic)
		}
	}
}

// networksOf are those the machine's adapters are on.
func networksOf(vm *simulator.VirtualMachine) []types.ManagedObjectReference {
	networks := []types.ManagedObjectReference{}
	for _, device := range vm.Config.Hardware.Device {
		switch b := device.GetVirtualDevice().Backing.(type) {
		case *types.VirtualEthernetCardNetworkBackingInfo:
			if b.Network != nil {
				networks = append(networks, *b.Network)
			}
		case *types.VirtualEthernetCardDistributedVirtualPortBackingInfo:
			networks = append(networks, types.ManagedObjectReference{
				Type: "DistributedVirtualPortgroup", Value: b.Port.PortgroupKey,
			})
		}
	}
	return networks
}
