package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// The height of the tiles of c2sp.org/tlog-tiles: 256 hashes.
const height = 8

// tilePath is where c2sp.org/tlog-tiles has a tile: as tlog has it, but without the height.
func tilePath(tile tlog.Tile) string {
	return filepath.FromSlash("tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height)))
}

// tileDirectory is a tlog.TileReader over the tiles on the disk.
type tileDirectory string

func (d tileDirectory) Height() int { return height }

func (d tileDirectory) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for i, tile := range tiles {
		bytes, err := d.read(tile)
		if err != nil {
			return nil, err
		}
		all[i] = bytes
	}
	return all, nil
}

func (d tileDirectory) SaveTiles([]tlog.Tile, [][]byte) {}

// read reads a tile; a partial one out of the full one that has taken its place.
func (d tileDirectory) read(tile tlog.Tile) ([]byte, error) {
	size := tile.W * tlog.HashSize
	partial, err := os.ReadFile(filepath.Join(string(d), tilePath(tile)))
	if err == nil && len(partial) != size {
		return nil, fmt.Errorf("%s has %d bytes, not %d", tilePath(tile), len(partial), size)
	}
	if err == nil || tile.W == 1<<height {
		return partial, err
	}
	full := tile
	full.W = 1 << height
	bytes, err := os.ReadFile(filepath.Join(string(d), tilePath(full)))
	if err == nil && len(bytes) != full.W*tlog.HashSize {
		return nil, fmt.Errorf("%s has %d bytes", tilePath(full), len(bytes))
	}
	if err != nil {
		return nil, err
	}
	return bytes[:size], nil
}

// mustBeOf holds every tile of a tree of this size against the hashes of the tree. The reader of tlog leaves some out.
func (d tileDirectory) mustBeOf(size int64, hashes tlog.HashReader) error {
	for _, tile := range tlog.NewTiles(height, 0, size) {
		want, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		got, err := d.read(tile)
		if err != nil {
			return err
		}
		if !bytes.Equal(got, want) {
			return fmt.Errorf("%s does not hold the hashes of the entries", tilePath(tile))
		}
	}
	return nil
}
