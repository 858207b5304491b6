package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"sync"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/simulator/esx"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// builders is how many machines are made at a time. (The simulator's model makes one at a time and waits 40 ms for each.)
const builders = 64

// memory is a file system in memory, where the system has one. A disk takes some ten times as long to make the five small
// files of each machine.
const memory = "/dev/shm"

// filesOfMachine is more than they take there.
const filesOfMachine = 16 << 10

// filesInMemory has the simulator keep its files in memory, if that has room for so many machines and nobody has asked for
// another place.
func filesInMemory(machines int) {
	if os.Getenv("TMPDIR") != "" {
		return
	}
	place, err := os.MkdirTemp(memory, "govcsim-")
	if err != nil {
		return
	}
	defer os.RemoveAll(place)
	if os.WriteFile(filepath.Join(place, "room"), make([]byte, machines*filesOfMachine), 0o600) == nil {
		_ = os.Setenv("TMPDIR", memory)
	}
}

// populate makes more machines like the first one that the model has put in each resource pool, perPool in each, spread
// over the pool's hosts in turn, the first one on the first. It stops short when the end is told.
func populate(model *simulator.Model, perPool int, poweredOff bool, end <-chan struct{}) error {
	ownDevices(model.Map())
	type job struct {
		first  *simulator.VirtualMachine
		number int
	}
	jobs := make(chan job)
	failed := make(chan error, builders)
	var workers sync.WaitGroup
	for range builders {
		workers.Add(1)
		go func() {
			defer workers.Done()
			var err error
			for j := range jobs {
				if err == nil {
					err = addMachine(model, j.first, j.number, poweredOff)
				}
			}
			failed <- err
		}()
	}
	for _, entity := range model.Map().All("VirtualMachine") {
		ontoFirstHost(model, entity.(*simulator.VirtualMachine))
		for number := 1; number < perPool; number++ {
			select {
			case jobs <- job{entity.(*simulator.VirtualMachine), number}:
			case <-end:
			}
		}
	}
	close(jobs)
	workers.Wait()
	close(failed)
	for err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// ontoFirstHost puts a pool's first machine on the pool's first host, whichever the model has picked: it takes one by lot.
func ontoFirstHost(model *simulator.Model, first *simulator.VirtualMachine) {
	own := *model.Service.Context
	ctx := &own
	from, to := *first.Runtime.Host, hostsOf(model.Map(), *first.ResourcePool)[0]
	if from == to {
		return
	}
	moveListing(ctx, first, from, to)
	ctx.WithLock(first, func() {
		ctx.Update(first, []types.PropertyChange{
			{Name: "runtime.host", Val: to},
			{Name: "summary.runtime.host", Val: to},
		})
	})
}

// addMachine makes the machine of that number beside the first, with the model's own kind of hardware.
func addMachine(model *simulator.Model, first *simulator.VirtualMachine, number int, poweredOff bool) error {
	own := *model.Service.Context // locks are shared within one context
	ctx := &own
	registry := model.Map()

	name := strings.TrimSuffix(first.Name, "0") + fmt.Sprint(number)
	spec := types.VirtualMachineConfigSpec{
		Name:    name,
		GuestId: first.Config.GuestId,
		Files:   &types.VirtualMachineFileInfo{VmPathName: "[LocalDS_0]"},
	}
	var devices object.VirtualDeviceList
	scsi, _ := devices.CreateSCSIController("pvscsi")
	ide, _ := devices.CreateIDEController()
	cdrom, _ := devices.CreateCdrom(ide.(*types.VirtualIDEController))
	disk := devices.CreateDisk(scsi.(types.BaseVirtualController), types.ManagedObjectReference{},
		spec.Files.VmPathName+" "+path.Join(name, "disk1.vmdk"))
	disk.CapacityInKB = 10 * 1024 * 1024
	devices = append(devices, scsi, cdrom, disk)
	for _, device := range first.Config.Hardware.Device {
		if card, ok := device.(types.BaseVirtualEthernetCard); ok {
			nic, err := devices.CreateEthernetCard("e1000", card.GetVirtualEthernetCard().Backing)
			if err != nil {
				return err
			}
			devices = append(devices, nic)
		}
	}
	spec.DeviceChange, _ = devices.ConfigSpec(types.VirtualDeviceConfigSpecOperationAdd)

	hosts := hostsOf(registry, *first.ResourcePool)
	folder := registry.Get(*first.Parent).(*simulator.Folder)
	made := folder.CreateVMTask(ctx, &types.CreateVM_Task{
		This:   folder.Self,
		Config: spec,
		Pool:   *first.ResourcePool,
		Host:   &hosts[number%len(hosts)],
	}).(*methods.CreateVM_TaskBody)
	info, err := finished(registry, made.Res.Returnval)
	if err != nil || poweredOff {
		return err
	}
	vm := registry.Get(info.Result.(types.ManagedObjectReference)).(*simulator.VirtualMachine)
	on := vm.PowerOnVMTask(ctx, &types.PowerOnVM_Task{This: vm.Self}).(*methods.PowerOnVM_TaskBody)
	_, err = finished(registry, on.Res.Returnval)
	return err
}

func finished(registry *simulator.Registry, ref types.ManagedObjectReference) (types.TaskInfo, error) {
	task := registry.Get(ref).(*simulator.Task)
	task.Wait()
	if task.Info.Error != nil {
		return task.Info, fmt.Errorf("%s: %T", task.Info.DescriptionId, task.Info.Error.Fault)
	}
	return task.Info, nil
}

// hostsOf are the hosts a resource pool draws on.
func hostsOf(registry *simulator.Registry, pool types.ManagedObjectReference) []types.ManagedObjectReference {
	owner := registry.Get(pool).(*simulator.ResourcePool).Owner
	switch compute := registry.Get(owner).(type) {
	case *simulator.ClusterComputeResource:
		return compute.Host
	case *mo.ComputeResource:
		return compute.Host
	}
	panic(fmt.Sprintf("%s belongs to %s", pool, owner))
}

// deviceOwner gives every new machine default devices of its own.
//
// The simulator puts the same few into all of them, so that one PCI controller lists the network cards of the whole
// inventory: each machine is larger and slower to make than the one before.
type deviceOwner struct{}

// ownDevices mends the machines that are there, and those that will be made.
func ownDevices(registry *simulator.Registry) {
	for _, entity := range registry.All("VirtualMachine") {
		deviceOwner{}.PutObject(nil, entity)
	}
	attach(esx.VirtualDevice)
	registry.AddHandler(deviceOwner{})
}

// Reference is the key among the registry's handlers.
func (deviceOwner) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "RigDevices", Value: "RigDevices"}
}

// PutObject sees a new machine when it has its default devices and none else yet.
func (deviceOwner) PutObject(_ *simulator.Context, obj mo.Reference) {
	vm, ok := obj.(*simulator.VirtualMachine)
	if !ok || vm.Config == nil {
		return
	}
	own := make([]types.BaseVirtualDevice, len(vm.Config.Hardware.Device))
	for i, device := range vm.Config.Hardware.Device {
		own[i] = copyOf(device)
	}
	attach(own)
	vm.Config.Hardware.Device = own
}

func (deviceOwner) UpdateObject(*simulator.Context, mo.Reference, []types.PropertyChange) {}

func (deviceOwner) RemoveObject(*simulator.Context, types.ManagedObjectReference) {}

func copyOf(device types.BaseVirtualDevice) types.BaseVirtualDevice {
	to := reflect.New(reflect.TypeOf(device).Elem())
	to.Elem().Set(reflect.ValueOf(device).Elem())
	own := to.Interface().(types.BaseVirtualDevice)
	if text, ok := own.GetVirtualDevice().DeviceInfo.(*types.Description); ok {
		words := *text
		own.GetVirtualDevice().DeviceInfo = &words
	}
	return own
}

// attach lets each controller list the devices that are on it.
func attach(devices []types.BaseVirtualDevice) {
	for _, device := range devices {
		controller, ok := device.(types.BaseVirtualController)
		if !ok {
			continue
		}
		var keys []int32
		for _, other := range devices {
			if other.GetVirtualDevice().ControllerKey == device.GetVirtualDevice().Key {
				keys = append(keys, other.GetVirtualDevice().Key)
			}
		}
		controller.GetVirtualController().Device = keys
	}
}
