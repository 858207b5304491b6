package main

import (
	"fmt"
	"path"
	"strings"
	"sync"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// builders is how many machines are made at a time. (The simulator's model makes one at a time and waits 40 ms for each.)
const builders = 32

// populate makes more machines like the first one that the model has put in each resource pool, perPool in each, spread
// over the pool's hosts in turn.
func populate(model *simulator.Model, perPool int, poweredOff bool) error {
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
		for number := 1; number < perPool; number++ {
			jobs <- job{entity.(*simulator.VirtualMachine), number}
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
