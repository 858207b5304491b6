package main

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// tidyDevices gives a machine's devices the labels a server does, whatever a client asked for, and its controllers the
// list of what hangs on them.
func tidyDevices(ctx *simulator.Context, vm *simulator.VirtualMachine) {
	old := vm.Config.Hardware.Device
	taken := make(map[string]bool)
	keep := make([]bool, len(old))
	for i, device := range old {
		if info := device.GetVirtualDevice().DeviceInfo; info != nil {
			label := info.GetDescription().Label
			pattern, number := labelOf(device)
			keep[i] = pattern == "" || (!taken[label] && isLabel(pattern, number, label))
			taken[label] = taken[label] || keep[i]
		}
	}
	children := make(map[int32][]int32)
	for _, device := range old {
		d := device.GetVirtualDevice()
		children[d.ControllerKey] = append(children[d.ControllerKey], d.Key)
	}
	devices := slices.Clone(old)
	for i, device := range old {
		if !keep[i] {
			pattern, number := labelOf(device)
			label := fmt.Sprintf(pattern, number)
			for ; taken[label]; number++ {
				label = fmt.Sprintf(pattern, number)
			}
			taken[label] = true
			description := types.Description{Label: label, Summary: label}
			if info := device.GetVirtualDevice().DeviceInfo; info != nil && info.GetDescription().Summary != info.GetDescription().Label {
				description.Summary = info.GetDescription().Summary
			}
			devices[i] = copied(devices[i])
			devices[i].GetVirtualDevice().DeviceInfo = &description
		}
		controller, ok := device.(types.BaseVirtualController)
		if hang := children[device.GetVirtualDevice().Key]; ok && !slices.Equal(controller.GetVirtualController().Device, hang) {
			devices[i] = copied(devices[i])
			devices[i].(types.BaseVirtualController).GetVirtualController().Device = hang
		}
	}
	ctx.Update(vm, []types.PropertyChange{{Name: "config.hardware.device", Val: devices}})
}

// labelOf is how a server labels such devices, and the first number of a label; the pattern is empty for those that keep
// the simulator's label.
func labelOf(device types.BaseVirtualDevice) (string, int32) {
	var bus int32
	if controller, ok := device.(types.BaseVirtualController); ok {
		bus = controller.GetVirtualController().BusNumber
	}
	switch device.(type) {
	case *types.VirtualDisk:
		return "Hard disk %d", 1
	case types.BaseVirtualEthernetCard:
		return "Network adapter %d", 1
	case *types.VirtualCdrom:
		return "CD/DVD drive %d", 1
	case *types.VirtualFloppy:
		return "Floppy drive %d", 1
	case *types.VirtualSerialPort:
		return "Serial port %d", 1
	case types.BaseVirtualSCSIController:
		return "SCSI controller %d", bus
	case types.BaseVirtualSATAController:
		return "SATA controller %d", bus
	case *types.VirtualNVMEController:
		return "NVME controller %d", bus
	case *types.VirtualIDEController:
		return "IDE %d", bus
	}
	return "", 0
}

func isLabel(pattern string, first int32, label string) bool {
	var number int32
	_, err := fmt.Sscanf(label, pattern, &number)
	return err == nil && number >= first && label == fmt.Sprintf(pattern, number)
}

// copied is a device whose own fields can be set without setting another machine's. (The simulator's default devices are
// shared by all machines.)
func copied(device types.BaseVirtualDevice) types.BaseVirtualDevice {
	twin := reflect.New(reflect.TypeOf(device).Elem())
	twin.Elem().Set(reflect.ValueOf(device).Elem())
	return twin.Interface().(types.BaseVirtualDevice)
}

// rehang puts a CD drive that is on a SCSI bus on the first IDE bus. (The simulator's model gives two new controllers one
// key, and so the drive and the disk one place.)
func rehang(vm *simulator.VirtualMachine) {
	devices := object.VirtualDeviceList(vm.Config.Hardware.Device)
	ide := devices.SelectByType((*types.VirtualIDEController)(nil))
	for i, device := range devices {
		cdrom, ok := device.(*types.VirtualCdrom)
		if _, scsi := devices.FindByKey(device.GetVirtualDevice().ControllerKey).(types.BaseVirtualSCSIController); ok && scsi && len(ide) != 0 {
			own := *cdrom
			own.ControllerKey = ide[0].GetVirtualDevice().Key
			devices[i] = &own
		}
	}
}
