package main

import (
	"crypto/subtle"
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// terminateSession is the privilege to see the list of sessions, and to end them.
const terminateSession = "Sessions.TerminateSession"

// validLogin checks the user and password, and gives the session the name a real server gives it.
func (r *rig) validLogin(req *types.Login) bool {
	right := req.UserName == r.options.user &&
		subtle.ConstantTimeCompare([]byte(req.Password), []byte(r.options.password)) == 1
	if right {
		req.UserName = canonicalUser(req.UserName)
	}
	return right
}

// asAdmin is a context with a session of the rig's own, of no user.
func (r *rig) asAdmin() *simulator.Context {
	return &simulator.Context{
		Map: r.registry,
		Session: &simulator.Session{
			UserSession: types.UserSession{Key: "rig"},
			Registry:    simulator.NewRegistry(),
			Map:         r.registry,
		},
	}
}

func (r *rig) sessions() []types.UserSession {
	manager := r.asAdmin().Session.Get(*r.content().SessionManager).(*simulator.SessionManager)
	return manager.SessionList
}

// hideSessions takes the list of sessions out of what was read, and says why, where the login may not see it.
func (r *rig) hideSessions(read *types.ObjectContent) {
	isList := func(p types.DynamicProperty) bool { return p.Name == "sessionList" }
	if r.script.privileged(terminateSession, read.Obj) || !slices.ContainsFunc(read.PropSet, isList) {
		return
	}
	read.PropSet = slices.DeleteFunc(read.PropSet, isList)
	fault := &types.NoPermission{Object: &read.Obj, PrivilegeId: terminateSession}
	read.MissingSet = append(read.MissingSet, types.MissingProperty{
		Path:  "sessionList",
		Fault: types.LocalizedMethodFault{Fault: fault, LocalizedMessage: messageOf(fault)},
	})
}

// endWaits ends what stands in sessions that are about to be terminated, which the simulator leaves standing.
func (r *rig) endWaits(ctx *simulator.Context, req *types.TerminateSession) {
	for _, key := range req.SessionId {
		if key != ctx.Session.Key {
			r.feeds.end(key)
		}
	}
}

// endSessions ends all sessions: their next call is NotAuthenticated, and so is a wait that stands. It returns how many.
func (r *rig) endSessions() int {
	ctx := r.asAdmin()
	ended := r.sessions()
	for _, session := range ended {
		r.registry.SessionManager().TerminateSession(ctx, &types.TerminateSession{SessionId: []string{session.Key}})
		r.feeds.end(session.Key)
	}
	return len(ended)
}
