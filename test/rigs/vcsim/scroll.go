package main

// scroll reads a history collector's "scrollable view" one item at a time, less what was not asked for.
//
// The simulator's own view loses the newest item after ResetCollector and the oldest after RewindCollector; edge brings it
// back. A new collector reads from either end, where a real one stands at the oldest item.
type scroll[T any] struct {
	read   func(next bool) *T // one item of the simulator's, nil when there is none
	latest func() []T         // the simulator's latest page, newest first
	wanted func(*T) bool
	edge   edge
}

type edge int

const (
	nowhere edge = iota
	newest
	oldest
)

// take reads up to limit items, newer ones or older ones.
func (s *scroll[T]) take(next bool, limit int32) []T {
	var items []T
	for len(items) < int(limit) {
		item := s.one(next)
		if item == nil {
			break
		}
		if s.wanted(item) {
			items = append(items, *item)
		}
	}
	return items
}

func (s *scroll[T]) one(next bool) *T {
	at := s.edge
	s.edge = nowhere
	switch {
	case at == newest && !next:
		return s.last()
	case at == oldest && next:
		if s.read(true) == nil {
			return s.last() // the only one
		}
		return s.read(false)
	}
	return s.read(next)
}

func (s *scroll[T]) last() *T {
	if page := s.latest(); len(page) != 0 {
		return &page[0]
	}
	return nil
}
