package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// The simulator's own AuthorizationManager grants everything to everybody.

// HasPrivilegeOnEntities tells what a session may do: of one that is not there, nothing.
func (o *operations) HasPrivilegeOnEntities(_ *simulator.Context, req *types.HasPrivilegeOnEntities) soap.HasFault {
	body := &methods.HasPrivilegeOnEntitiesBody{}
	if body.Fault_ = o.rig.closed(req.Entity, "System.Read"); body.Fault_ != nil {
		return body
	}
	known := slices.ContainsFunc(o.rig.sessions(), func(s types.UserSession) bool { return s.Key == req.SessionId })
	body.Res = &types.HasPrivilegeOnEntitiesResponse{Returnval: o.rig.granted(req.Entity, req.PrivId, known)}
	return body
}

// HasUserPrivilegeOnEntities tells what a user may do, in either form of the name.
func (o *operations) HasUserPrivilegeOnEntities(_ *simulator.Context, req *types.HasUserPrivilegeOnEntities) soap.HasFault {
	body := &methods.HasUserPrivilegeOnEntitiesBody{}
	if body.Fault_ = o.rig.closed(req.Entities, "System.View"); body.Fault_ != nil {
		return body
	}
	known := canonicalUser(req.UserName) == canonicalUser(o.rig.options.user)
	body.Res = &types.HasUserPrivilegeOnEntitiesResponse{Returnval: o.rig.granted(req.Entities, req.PrivId, known)}
	return body
}

// FetchUserPrivilegeOnEntities tells all that a user may do.
func (o *operations) FetchUserPrivilegeOnEntities(_ *simulator.Context, req *types.FetchUserPrivilegeOnEntities) soap.HasFault {
	body := &methods.FetchUserPrivilegeOnEntitiesBody{}
	if body.Fault_ = o.rig.closed(req.Entities, "System.View"); body.Fault_ != nil {
		return body
	}
	known := canonicalUser(req.UserName) == canonicalUser(o.rig.options.user)
	body.Res = &types.FetchUserPrivilegeOnEntitiesResponse{}
	for _, entity := range req.Entities {
		result := types.UserPrivilegeResult{Entity: entity}
		for _, privilege := range allPrivileges {
			if known && o.rig.script.privileged(privilege, entity) {
				result.Privileges = append(result.Privileges, privilege)
			}
		}
		body.Res.Returnval = append(body.Res.Returnval, result)
	}
	return body
}

// closed is why nothing is told of the entities: one is not there, or the login lacks the privilege to ask of it.
func (r *rig) closed(entities []types.ManagedObjectReference, privilege string) *soap.Fault {
	for _, entity := range entities {
		if r.registry.Get(entity) == nil {
			return simulator.Fault("", &types.ManagedObjectNotFound{Obj: entity})
		}
		if !r.script.privileged(privilege, entity) {
			return simulator.Fault("", &types.NoPermission{Object: &entity, PrivilegeId: privilege})
		}
	}
	return nil
}

// granted are the privileges on each entity, in the order in which they were asked for.
func (r *rig) granted(entities []types.ManagedObjectReference, privileges []string, known bool) []types.EntityPrivilege {
	var answers []types.EntityPrivilege
	for _, entity := range entities {
		answer := types.EntityPrivilege{Entity: entity}
		for _, privilege := range privileges {
			answer.PrivAvailability = append(answer.PrivAvailability, types.PrivilegeAvailability{
				PrivId:    privilege,
				IsGranted: known && r.script.privileged(privilege, entity),
			})
		}
		answers = append(answers, answer)
	}
	return answers
}
