package main

import (
	"slices"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// createRefusal is why no such machine can be made, or nil. It chooses the host where the request leaves it open, as the
// simulator would take one in maintenance.
func createRefusal(ctx *simulator.Context, req *types.CreateVM_Task) types.BaseMethodFault {
	folder, ok := ctx.Map.Get(req.This).(*simulator.Folder)
	if !ok || !slices.Contains(folder.ChildType, "VirtualMachine") {
		return &types.NotSupported{}
	}
	if other := ctx.Map.FindByName(req.Config.Name, folder.ChildEntity); other != nil {
		return &types.DuplicateName{Name: req.Config.Name, Object: other.Reference()}
	}
	if fault := impossible(&req.Config); fault != nil {
		return fault
	}
	compute := computeOf(ctx, req.Pool)
	if req.Host == nil {
		host, fault := anyHost(ctx, compute)
		if fault != nil {
			return fault
		}
		req.Host = host
	} else if computeOf(ctx, *req.Host) != compute {
		return &types.InvalidArgument{InvalidProperty: "host"}
	}
	if fault := hostRefusal(ctx, *req.Host); fault != nil {
		return fault
	}
	host := ctx.Map.Get(*req.Host).(*simulator.HostSystem)
	if req.Config.Files == nil {
		return &types.InvalidVmConfig{Property: "configSpec.files.vmPathName"}
	}
	var path object.DatastorePath
	file := req.Config.Files.VmPathName
	if !path.FromString(file) || ctx.Map.FindByName(path.Datastore, host.Datastore) == nil {
		return &types.InvalidDatastorePath{InvalidDatastore: types.InvalidDatastore{Name: path.Datastore}, DatastorePath: file}
	}
	return deviceRefusal(ctx, nil, host, req.Config.DeviceChange)
}
