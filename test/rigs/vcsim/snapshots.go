package main

import (
	"bytes"
	"os"
	"path"
	"slices"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// inTree finds a snapshot and its parent, which is nil at a root.
func inTree(tree []types.VirtualMachineSnapshotTree, ref types.ManagedObjectReference) (item, parent *types.VirtualMachineSnapshotTree) {
	for i := range tree {
		if tree[i].Snapshot == ref {
			return &tree[i], nil
		}
		if item, parent := inTree(tree[i].ChildSnapshotList, ref); item != nil {
			if parent == nil {
				parent = &tree[i]
			}
			return item, parent
		}
	}
	return nil, nil
}

// below are a snapshot and all that were taken after it.
func below(item *types.VirtualMachineSnapshotTree) []types.ManagedObjectReference {
	refs := []types.ManagedObjectReference{item.Snapshot}
	for i := range item.ChildSnapshotList {
		refs = append(refs, below(&item.ChildSnapshotList[i])...)
	}
	return refs
}

// snapshotTaken puts a new snapshot on the server's clock, notes its file, and gives the machine's configuration a new
// version.
func (r *rig) snapshotTaken(ctx *simulator.Context, vm *simulator.VirtualMachine, ref types.ManagedObjectReference) {
	for _, layout := range vm.LayoutEx.Snapshot {
		for _, file := range vm.LayoutEx.File {
			if layout.Key == ref && file.Key == layout.DataKey {
				r.snapshotFiles.Store(ref, file.Name)
			}
		}
	}
	if item, _ := inTree(vm.Snapshot.RootSnapshotList, ref); item != nil {
		item.CreateTime = r.script.clock(item.CreateTime)
	}
	newVersion(ctx, vm)
}

// snapshotRemoval moves the machine's current snapshot out of what is removed, and returns what is left to do after. (The
// simulator leaves the current snapshot and the children of a removed one hanging.)
func (r *rig) snapshotRemoval(ctx *simulator.Context, vm *simulator.VirtualMachine, req *types.RemoveSnapshot_Task) func() {
	if vm.Snapshot == nil {
		return func() {}
	}
	item, parent := inTree(vm.Snapshot.RootSnapshotList, req.This)
	if item == nil {
		return func() {}
	}
	gone := []types.ManagedObjectReference{item.Snapshot}
	if req.RemoveChildren {
		gone = below(item)
	}
	if current := vm.Snapshot.CurrentSnapshot; current != nil && slices.Contains(gone, *current) {
		changed := *vm.Snapshot
		changed.CurrentSnapshot = nil
		if parent != nil {
			ref := parent.Snapshot
			changed.CurrentSnapshot = &ref
		}
		vm.Snapshot = &changed
	}
	return r.snapshotsGo(ctx, vm, gone)
}

// allSnapshots are those of a machine.
func allSnapshots(vm *simulator.VirtualMachine) []types.ManagedObjectReference {
	var refs []types.ManagedObjectReference
	if vm.Snapshot != nil {
		for i := range vm.Snapshot.RootSnapshotList {
			refs = append(refs, below(&vm.Snapshot.RootSnapshotList[i])...)
		}
	}
	return refs
}

// snapshotsGo takes the files of snapshots to be removed out of the simulator's hands, and returns what removes them. (It
// finds them by keys that it gives to other files in RefreshStorageInfo, and so deletes disks.)
func (r *rig) snapshotsGo(ctx *simulator.Context, vm *simulator.VirtualMachine, gone []types.ManagedObjectReference) func() {
	vm.Layout.Snapshot = slices.DeleteFunc(vm.Layout.Snapshot, func(l types.VirtualMachineFileLayoutSnapshotLayout) bool {
		return slices.Contains(gone, l.Key)
	})
	vm.LayoutEx.Snapshot = slices.DeleteFunc(vm.LayoutEx.Snapshot, func(l types.VirtualMachineFileLayoutExSnapshotLayout) bool {
		return slices.Contains(gone, l.Key)
	})
	return func() {
		for _, ref := range gone {
			if ctx.Map.Get(ref) != nil {
				ctx.Map.Remove(ctx, ref)
			}
			if name, known := r.snapshotFiles.LoadAndDelete(ref); known {
				var file object.DatastorePath
				file.FromString(name.(string))
				host := ctx.Map.Get(*vm.Runtime.Host).(*simulator.HostSystem)
				if ds, ok := ctx.Map.FindByName(file.Datastore, host.Datastore).(*simulator.Datastore); ok {
					_ = os.Remove(path.Join(ds.Summary.Url, file.Path))
				}
			}
		}
		if ctx.Map.Get(vm.Self) != nil {
			vm.RefreshStorageInfo(ctx, nil)
			newVersion(ctx, vm)
		}
	}
}

// revert makes a machine what it was at a snapshot: its configuration but for its name and ids, and its power, which
// without memory in the snapshot is off.
func (r *rig) revert(ctx *simulator.Context, vm *simulator.VirtualMachine, snapshot *simulator.VirtualMachineSnapshot, suppress *bool) types.BaseMethodFault {
	item, _ := inTree(vm.Snapshot.RootSnapshotList, snapshot.Self)
	if item == nil {
		return &types.NotFound{}
	}
	var config types.VirtualMachineConfigInfo
	if err := replicate(snapshot.Config, &config); err != nil {
		return &types.SystemError{Reason: err.Error()}
	}
	config.Name = vm.Config.Name
	config.Files = vm.Config.Files
	config.Uuid = vm.Config.Uuid
	config.InstanceUuid = vm.Config.InstanceUuid
	config.Template = vm.Config.Template
	vm.Config = &config

	summary := &vm.Summary.Config
	summary.NumCpu = config.Hardware.NumCPU
	summary.MemorySizeMB = config.Hardware.MemoryMB
	summary.Annotation = config.Annotation
	summary.GuestId = config.GuestId
	summary.GuestFullName = config.GuestFullName
	recount(vm)
	vm.RefreshStorageInfo(ctx, nil)

	state := item.State
	if is(suppress) && state == types.VirtualMachinePowerStatePoweredOn {
		state = types.VirtualMachinePowerStatePoweredOff
	}
	newVersion(ctx, vm)
	ctx.Update(vm, []types.PropertyChange{{Name: "network", Val: networksOf(vm)}})
	r.setPower(ctx, vm, state)
	return nil
}

// revertRefusal is why a machine cannot go back to a snapshot in which it runs, or nil.
func revertRefusal(ctx *simulator.Context, ref types.ManagedObjectReference, snapshot types.ManagedObjectReference) types.BaseMethodFault {
	vm, ok := ctx.Map.Get(ref).(*simulator.VirtualMachine)
	if !ok || vm.Snapshot == nil {
		return nil
	}
	item, _ := inTree(vm.Snapshot.RootSnapshotList, snapshot)
	if item != nil && item.State == types.VirtualMachinePowerStatePoweredOn {
		return hostRefusal(ctx, *vm.Runtime.Host)
	}
	return nil
}

// replicate copies by way of XML, so that nothing is shared.
func replicate(from, to any) error {
	data, err := xml.Marshal(from)
	if err != nil {
		return err
	}
	decoder := xml.NewDecoder(bytes.NewReader(data))
	decoder.TypeFunc = types.TypeFunc()
	return decoder.Decode(to)
}
