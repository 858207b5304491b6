package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// mostEvents is the most that one page or one query gives.
const mostEvents = 1000

// eventCollector is the simulator's, which also keeps to the users asked for.
type eventCollector struct {
	*simulator.EventHistoryCollector
	asked types.EventFilterSpec
	view  scroll[types.BaseEvent]
}

// CreateCollectorForEvents makes a collector that also keeps to the users asked for.
func (o *operations) CreateCollectorForEvents(ctx *simulator.Context, req *types.CreateCollectorForEvents) soap.HasFault {
	body := &methods.CreateCollectorForEventsBody{}
	collector, fault := newEventCollector(ctx, req.Filter)
	if fault != nil {
		body.Fault_ = fault
		return body
	}
	body.Res = &types.CreateCollectorForEventsResponse{Returnval: collector.Self}
	return body
}

// QueryEvents gives the newest events first, as many as asked for; on a host alone too.
func (o *operations) QueryEvents(ctx *simulator.Context, req *types.QueryEvents) soap.HasFault {
	body := &methods.QueryEventsBody{}
	filter := req.Filter
	filter.MaxCount = mostEvents
	collector, fault := newEventCollector(ctx, filter)
	if fault != nil {
		body.Fault_ = fault
		return body
	}
	defer collector.DestroyCollector(ctx, &types.DestroyCollector{This: collector.Self})
	events := collector.Get().(*simulator.EventHistoryCollector).LatestPage
	if most := int(req.Filter.MaxCount); most > 0 && most < len(events) {
		events = events[:most]
	}
	body.Res = &types.QueryEventsResponse{Returnval: events}
	return body
}

func newEventCollector(ctx *simulator.Context, asked types.EventFilterSpec) (*eventCollector, *soap.Fault) {
	manager := ctx.Map.EventManager()
	wider := asked
	wider.UserName = nil
	var collector *eventCollector
	var fault *soap.Fault
	ctx.WithLock(manager, func() {
		req := &types.CreateCollectorForEvents{This: manager.Self, Filter: wider}
		made := manager.CreateCollectorForEvents(ctx, req).(*methods.CreateCollectorForEventsBody)
		if fault = made.Fault_; fault != nil {
			return
		}
		collector = &eventCollector{
			EventHistoryCollector: ctx.Session.Get(made.Res.Returnval).(*simulator.EventHistoryCollector),
			asked:                 asked,
		}
		collector.view = scroll[types.BaseEvent]{
			read:   func(next bool) *types.BaseEvent { return collector.one(ctx, next) },
			latest: collector.GetLatestPage,
			wanted: func(event *types.BaseEvent) bool { return collector.wanted(*event) },
		}
		ctx.Session.Registry.Put(collector)
	})
	return collector, fault
}

// wanted compares with the names of sessions; what no user did is the system's.
func (c *eventCollector) wanted(event types.BaseEvent) bool {
	asked := c.asked.UserName
	if asked == nil {
		return true
	}
	user := event.GetEvent().UserName
	return (user == "" && asked.SystemUser) || slices.Contains(asked.UserList, user)
}

// Get is what property reads show: the latest page, less what was not asked for.
func (c *eventCollector) Get() mo.Reference {
	shown := c.EventHistoryCollector.Get().(*simulator.EventHistoryCollector)
	shown.LatestPage = slices.DeleteFunc(shown.LatestPage, func(event types.BaseEvent) bool { return !c.wanted(event) })
	return shown
}

func (c *eventCollector) one(ctx *simulator.Context, next bool) *types.BaseEvent {
	var read []types.BaseEvent
	if next {
		body := c.EventHistoryCollector.ReadNextEvents(ctx, &types.ReadNextEvents{This: c.Self, MaxCount: 1})
		read = body.(*methods.ReadNextEventsBody).Res.Returnval
	} else {
		body := c.EventHistoryCollector.ReadPreviousEvents(ctx, &types.ReadPreviousEvents{This: c.Self, MaxCount: 1})
		read = body.(*methods.ReadPreviousEventsBody).Res.Returnval
	}
	if len(read) == 0 {
		return nil
	}
	return &read[0]
}

func (c *eventCollector) ReadNextEvents(ctx *simulator.Context, req *types.ReadNextEvents) soap.HasFault {
	if req.MaxCount <= 0 {
		return c.EventHistoryCollector.ReadNextEvents(ctx, req)
	}
	return &methods.ReadNextEventsBody{
		Res: &types.ReadNextEventsResponse{Returnval: c.view.take(true, req.MaxCount)},
	}
}

func (c *eventCollector) ReadPreviousEvents(ctx *simulator.Context, req *types.ReadPreviousEvents) soap.HasFault {
	if req.MaxCount <= 0 {
		return c.EventHistoryCollector.ReadPreviousEvents(ctx, req)
	}
	return &methods.ReadPreviousEventsBody{
		Res: &types.ReadPreviousEventsResponse{Returnval: c.view.take(false, req.MaxCount)},
	}
}

func (c *eventCollector) ResetCollector(ctx *simulator.Context, req *types.ResetCollector) soap.HasFault {
	c.view.edge = newest
	return c.EventHistoryCollector.ResetCollector(ctx, req)
}

func (c *eventCollector) RewindCollector(ctx *simulator.Context, req *types.RewindCollector) soap.HasFault {
	c.view.edge = oldest
	return c.EventHistoryCollector.RewindCollector(ctx, req)
}

// listenForEvents has the rig told of every event as it is posted, by a collector of its own, whose newest is the event.
func (r *rig) listenForEvents() {
	ctx := r.asAdmin()
	made := r.registry.EventManager().CreateCollectorForEvents(ctx, &types.CreateCollectorForEvents{
		Filter: types.EventFilterSpec{MaxCount: 1},
	})
	if body := made.(*methods.CreateCollectorForEventsBody); body.Res != nil {
		r.events = body.Res.Returnval
	}
}

// posted puts a new event on the server's clock.
func (r *rig) posted(collector *mo.EventHistoryCollector) {
	if collector.Self == r.events && len(collector.LatestPage) != 0 {
		event := collector.LatestPage[0].GetEvent()
		event.CreatedTime = r.script.clock(event.CreatedTime)
	}
}
