package main

import (
	"bytes"
	"fmt"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/xml"
)

// breaksSchema says how a request differs from what the WSDL asks for, or "".
//
// A real server wants every element of the schema's sequence in its order, none missing and none it does not know; the
// simulator takes any order and ignores the rest. govmomi's types are generated from the WSDL with their fields in that
// order, so a request that was right comes back with the same elements when it is encoded again.
func breaksSchema(raw []byte, method *simulator.Method) string {
	var again bytes.Buffer
	encoder := xml.NewEncoder(&again)
	start := xml.StartElement{Name: xml.Name{Local: method.Name}}
	if err := encoder.EncodeElement(method.Body, start); err != nil {
		return ""
	}
	got := elements(raw, method.Name)
	want := elements(again.Bytes(), method.Name)
	for len(got) > 0 || len(want) > 0 {
		switch {
		case name(got) == name(want):
			got = got[1:]
			want = want[1:]
		case len(got) > 1 && got[0].blank:
			got = got[2:] // an optional element with nothing in it is not encoded again
		default:
			return fmt.Sprintf("Unexpected element tag %q seen where %q is expected\n\nwhile parsing call information for method %s",
				name(got), name(want), method.Name)
		}
	}
	return ""
}

// tag is a start or an end tag, without its namespace.
type tag struct {
	name  string // "/" before that of an end tag
	blank bool   // starts an element that holds no more than its type's zero
}

func name(tags []tag) string {
	if len(tags) == 0 {
		return "nothing"
	}
	return tags[0].name
}

// elements lists the tags from the first element called root to its end.
func elements(data []byte, root string) []tag {
	var tags []tag
	var text string
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for depth := 0; ; {
		token, err := decoder.Token()
		if err != nil {
			return tags
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth > 0 || t.Name.Local == root {
				depth++
				tags = append(tags, tag{name: t.Name.Local})
				text = ""
			}
		case xml.CharData:
			text += string(t)
		case xml.EndElement:
			if depth > 0 {
				depth--
				last := &tags[len(tags)-1]
				last.blank = last.name == t.Name.Local && (text == "" || text == "0" || text == "false")
				tags = append(tags, tag{name: "/" + t.Name.Local})
				if depth == 0 {
					return tags
				}
			}
		}
	}
}
