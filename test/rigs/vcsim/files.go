package main

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// moveFiles moves the machine's disks to the datastores asked for, and its other files when it is to have another home.
func moveFiles(ctx *simulator.Context, vm *simulator.VirtualMachine, host *simulator.HostSystem, spec *types.VirtualMachineRelocateSpec) types.BaseMethodFault {
	store := func(name string) *simulator.Datastore {
		ds, _ := ctx.Map.FindByName(name, host.Datastore).(*simulator.Datastore)
		return ds
	}
	var home object.DatastorePath
	home.FromString(path.Dir(vm.Config.Files.VmPathName))
	homeStore := store(home.Datastore)
	if homeStore == nil {
		return &types.InvalidDatastorePath{DatastorePath: vm.Config.Files.VmPathName}
	}
	target := homeStore
	if spec.Datastore != nil {
		target = ctx.Map.Get(*spec.Datastore).(*simulator.Datastore)
	}
	goal := object.DatastorePath{Datastore: target.Name, Path: home.Path}
	if target != homeStore {
		for n := 1; exists(target, goal.Path); n++ {
			goal.Path = fmt.Sprintf("%s_%d", home.Path, n)
		}
	}

	devices := slices.Clone(vm.Config.Hardware.Device)
	renamed := make(map[string]*types.VirtualDiskFlatVer2BackingInfo)
	used := []types.ManagedObjectReference{target.Self}
	for i, device := range devices {
		disk, ok := device.(*types.VirtualDisk)
		if !ok {
			continue
		}
		backing, ok := disk.Backing.(*types.VirtualDiskFlatVer2BackingInfo)
		var file object.DatastorePath
		if !ok || !file.FromString(backing.FileName) || store(file.Datastore) == nil {
			continue
		}
		from, to := store(file.Datastore), store(file.Datastore)
		if spec.Datastore != nil {
			to = target
		}
		for _, locator := range spec.Disk {
			if locator.DiskId == disk.Key {
				to, _ = ctx.Map.Get(locator.Datastore).(*simulator.Datastore)
				if to == nil || !slices.Contains(host.Datastore, to.Self) {
					return &types.InvalidArgument{InvalidProperty: "spec.disk"}
				}
			}
		}
		if !slices.Contains(used, to.Self) {
			used = append(used, to.Self)
		}
		if to == from {
			continue
		}
		moved := object.DatastorePath{Datastore: to.Name, Path: path.Join(goal.Path, path.Base(file.Path))}
		for n := 1; exists(to, moved.Path); n++ {
			moved.Path = path.Join(goal.Path, fmt.Sprintf("%s_%d.vmdk", strings.TrimSuffix(path.Base(file.Path), ".vmdk"), n))
		}
		move(from, file.Path, to, moved.Path)
		move(from, simulator.VirtualDiskBackingFileName(file.Path), to, simulator.VirtualDiskBackingFileName(moved.Path))
		own := *backing
		own.FileName = moved.String()
		own.Datastore = &to.Self
		renamed[backing.FileName] = &own
		devices[i] = copied(device)
		devices[i].GetVirtualDevice().Backing = &own
	}

	files := vm.Config.Files
	if target != homeStore {
		entries, _ := os.ReadDir(path.Join(homeStore.Summary.Url, home.Path))
		for _, entry := range entries {
			if path.Ext(entry.Name()) != ".vmdk" {
				move(homeStore, path.Join(home.Path, entry.Name()), target, path.Join(goal.Path, entry.Name()))
			}
		}
		_ = os.Remove(path.Join(homeStore.Summary.Url, home.Path)) // stays where a disk does
		for _, name := range []*string{&files.VmPathName, &files.SnapshotDirectory, &files.SuspendDirectory, &files.LogDirectory} {
			if rest, inside := strings.CutPrefix(*name, home.String()); inside {
				*name = goal.String() + rest
			}
		}
	}
	for _, ref := range vm.Datastore {
		if !slices.Contains(used, ref) {
			moveListing(ctx, vm, ref, used[0])
		}
	}
	for _, ref := range used {
		if !slices.Contains(vm.Datastore, ref) {
			moveListing(ctx, vm, types.ManagedObjectReference{}, ref)
		}
	}
	if slices.Equal(vm.Datastore, used) && files == vm.Config.Files {
		return nil
	}
	announce(ctx, vm.Datastore...)
	ctx.Update(vm, []types.PropertyChange{
		{Name: "config.files", Val: files},
		{Name: "summary.config.vmPathName", Val: files.VmPathName},
		{Name: "config.hardware.device", Val: devices},
	})
	moveSnapshots(ctx, vm, renamed, home.String(), goal.String())
	vm.RefreshStorageInfo(ctx, nil) // forgets where the files were, but takes the datastores of both for the machine's
	ctx.Update(vm, []types.PropertyChange{{Name: "datastore", Val: used}})
	newVersion(ctx, vm)
	return nil
}

// moveSnapshots has the machine's snapshots name its disks and their own files where they are now, or a revert would bring
// back the disks of before.
func moveSnapshots(ctx *simulator.Context, vm *simulator.VirtualMachine, renamed map[string]*types.VirtualDiskFlatVer2BackingInfo, home, goal string) {
	files := &rigOf(ctx).snapshotFiles
	for _, ref := range allSnapshots(vm) {
		if name, known := files.Load(ref); known {
			if rest, inside := strings.CutPrefix(name.(string), home+"/"); inside {
				files.Store(ref, goal+"/"+rest)
			}
		}
		snapshot, ok := ctx.Map.Get(ref).(*simulator.VirtualMachineSnapshot)
		if !ok {
			continue
		}
		for _, device := range snapshot.Config.Hardware.Device {
			backing, ok := device.GetVirtualDevice().Backing.(*types.VirtualDiskFlatVer2BackingInfo)
			if ok && renamed[backing.FileName] != nil {
				own := *renamed[backing.FileName]
				device.GetVirtualDevice().Backing = &own
			}
		}
	}
}

func exists(ds *simulator.Datastore, file string) bool {
	_, err := os.Stat(path.Join(ds.Summary.Url, file))
	return err == nil
}

// move renames a file; one that is not there has been moved.
func move(from *simulator.Datastore, file string, to *simulator.Datastore, name string) {
	target := path.Join(to.Summary.Url, name)
	_ = os.MkdirAll(path.Dir(target), 0o700)
	_ = os.Rename(path.Join(from.Summary.Url, file), target)
}
