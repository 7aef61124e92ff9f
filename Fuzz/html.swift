// Rooms: Bytes HTMLTree
// Fuzzes the HTML parser: any bytes, as a page or as a fragment in any context, must give a tree
// whose links agree, whose texts can be read, and that is no larger than the input allows.
import HTMLTree

let contexts: [(TagName, Namespace)] = [
  (.body, .html), (.div, .html), (.table, .html), (.tr, .html), (.td, .html), (.select, .html),
  (.template, .html), (.textarea, .html), (.script, .html), (.colgroup, .html),
  (.frameset, .html), (.html, .html), (.head, .html), (.svg, .svg), (.foreignObject, .svg),
  (.math, .mathML), (.annotationXml, .mathML),
]

/// Checks that the links of a tree agree with each other, and reads every text and attribute.
func check(_ page: HTMLDocument, inputCount: Int) {
  var seen = 1
  var total = 0
  var current = NodeID.document
  while let node = page.next(after: current) {
    seen += 1
    precondition(seen <= page.nodeCount, "a circle in the tree")
    guard let parent = page.parent(of: node) else { preconditionFailure("no parent") }
    if let previous = page.previousSibling(of: node) {
      precondition(page.nextSibling(of: previous) == node && page.parent(of: previous) == parent)
    } else {
      precondition(page.firstChild(of: parent) == node)
    }
    if page.nextSibling(of: node) == nil { precondition(page.lastChild(of: parent) == node) }
    if let text = page.text(of: node) { total += page.bytes(of: text).count }
    for attribute in page.attributes(of: node) {
      total += page.bytes(of: attribute.value).count & 1
      precondition(!page.string(attribute.name).isEmpty || page.kind(of: node) == .doctype)
    }
    current = node
  }
  precondition(page.nodeCount <= 4096 + 4 * inputCount, "more nodes than the input allows")
  precondition(total <= 4096 + 4 * inputCount + page.nodeCount * 8, "more text than there was")
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  check(HTMLDocument(parsing: bytes), inputCount: count)
  guard let first = bytes.first else { return 0 }
  var options = ParseOptions()
  options.isScriptingOn = first & 0x80 != 0
  options.depthLimit = first & 0x40 != 0 ? 8 : 512
  let (tag, namespace) = contexts[Int(first & 0x3F) % contexts.count]
  check(
    HTMLDocument(
      parsingFragment: Array(bytes.dropFirst()), context: tag, namespace: namespace,
      options: options),
    inputCount: count)
  check(HTMLDocument(parsing: bytes, options: options), inputCount: count)
  return 0
}
