package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// taskManager makes task collectors that also keep to the user and the kind of time asked for, and lists no task that is
// only a step of another.
type taskManager struct {
	*simulator.TaskManager
	rig *rig
}

// PutObject passes over the tasks that the simulator runs within a task.
func (m *taskManager) PutObject(ctx *simulator.Context, obj mo.Reference) {
	if task, ok := obj.(*simulator.Task); ok && task.Execute != nil {
		if c := m.rig.calls.current(); c == nil || c.nested {
			return
		}
	}
	m.TaskManager.PutObject(ctx, obj)
}

func (m *taskManager) CreateCollectorForTasks(ctx *simulator.Context, req *types.CreateCollectorForTasks) soap.HasFault {
	wider := *req
	wider.Filter.Time = nil
	wider.Filter.UserName = nil
	body := m.TaskManager.CreateCollectorForTasks(ctx, &wider)
	if made, ok := body.(*methods.CreateCollectorForTasksBody); ok && made.Res != nil {
		collector := &taskCollector{
			TaskHistoryCollector: ctx.Session.Get(made.Res.Returnval).(*simulator.TaskHistoryCollector),
			asked:                req.Filter,
		}
		collector.view = scroll[types.TaskInfo]{
			read:   func(next bool) *types.TaskInfo { return collector.one(ctx, next) },
			latest: collector.GetLatestPage,
			wanted: collector.wanted,
		}
		ctx.Session.Registry.Put(collector)
	}
	return body
}

// taskCollector reads what the simulator's selects, less what was not asked for.
type taskCollector struct {
	*simulator.TaskHistoryCollector
	asked types.TaskFilterSpec
	view  scroll[types.TaskInfo]
}

func (c *taskCollector) one(ctx *simulator.Context, next bool) *types.TaskInfo {
	var read []types.TaskInfo
	if next {
		body := c.TaskHistoryCollector.ReadNextTasks(ctx, &types.ReadNextTasks{This: c.Self, MaxCount: 1})
		read = body.(*methods.ReadNextTasksBody).Res.Returnval
	} else {
		body := c.TaskHistoryCollector.ReadPreviousTasks(ctx, &types.ReadPreviousTasks{This: c.Self, MaxCount: 1})
		read = body.(*methods.ReadPreviousTasksBody).Res.Returnval
	}
	if len(read) == 0 {
		return nil
	}
	return &read[0]
}

func (c *taskCollector) ReadNextTasks(ctx *simulator.Context, req *types.ReadNextTasks) soap.HasFault {
	if req.MaxCount <= 0 {
		return c.TaskHistoryCollector.ReadNextTasks(ctx, req)
	}
	return &methods.ReadNextTasksBody{
		Res: &types.ReadNextTasksResponse{Returnval: c.view.take(true, req.MaxCount)},
	}
}

func (c *taskCollector) ReadPreviousTasks(ctx *simulator.Context, req *types.ReadPreviousTasks) soap.HasFault {
	if req.MaxCount <= 0 {
		return c.TaskHistoryCollector.ReadPreviousTasks(ctx, req)
	}
	return &methods.ReadPreviousTasksBody{
		Res: &types.ReadPreviousTasksResponse{Returnval: c.view.take(false, req.MaxCount)},
	}
}

func (c *taskCollector) ResetCollector(ctx *simulator.Context, req *types.ResetCollector) soap.HasFault {
	c.view.edge = newest
	return c.TaskHistoryCollector.ResetCollector(ctx, req)
}

func (c *taskCollector) RewindCollector(ctx *simulator.Context, req *types.RewindCollector) soap.HasFault {
	c.view.edge = oldest
	return c.TaskHistoryCollector.RewindCollector(ctx, req)
}

// Get is what property reads show: the latest page, less what was not asked for.
func (c *taskCollector) Get() mo.Reference {
	shown := c.TaskHistoryCollector.Get().(*simulator.TaskHistoryCollector)
	shown.LatestPage = slices.DeleteFunc(shown.LatestPage, func(task types.TaskInfo) bool { return !c.wanted(&task) })
	return shown
}

func (c *taskCollector) wanted(task *types.TaskInfo) bool {
	return c.byUser(task) && c.inTime(task)
}

// byUser compares with the names of sessions.
func (c *taskCollector) byUser(task *types.TaskInfo) bool {
	asked := c.asked.UserName
	if asked == nil {
		return true
	}
	reason, ok := task.Reason.(*types.TaskReasonUser)
	if !ok {
		return asked.SystemUser
	}
	return slices.Contains(asked.UserList, reason.UserName)
}

func (c *taskCollector) inTime(task *types.TaskInfo) bool {
	asked := c.asked.Time
	if asked == nil {
		return true
	}
	at := &task.QueueTime
	switch asked.TimeType {
	case types.TaskFilterSpecTimeOptionStartedTime:
		at = task.StartTime
	case types.TaskFilterSpecTimeOptionCompletedTime:
		at = task.CompleteTime
	}
	return at != nil &&
		(asked.BeginTime == nil || !at.Before(*asked.BeginTime)) &&
		(asked.EndTime == nil || !at.After(*asked.EndTime))
}
