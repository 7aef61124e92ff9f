// Rooms: Bytes JSONTree
// Fuzzes JSON: any bytes give a tree or an error in both modes; what exact mode accepts reads the
// same in lenient mode; a stream gives the same values whether its bytes come in one piece or in
// many; what is written reads back.
import JSONTree

/// Visits every value, so that every range and every string is looked at.
func visit(_ root: JSONValue) -> Int {
  var open = [root]
  var count = 0
  while let value = open.popLast() {
    count += 1
    count += value.scalarText?.utf8.count ?? 0
    precondition(value.range.upperBound <= value.tree.bytes.count, "a value outside its text")
    for (name, member) in value.members {
      count += name.utf8.count
      open.append(member)
    }
    open.append(contentsOf: value.elements)
  }
  return count
}

/// Offsets and kinds of what a stream gives for pieces of a size.
func items(_ bytes: [UInt8], piece: Int) -> [Int64] {
  var stream = JSONStream(depthLimit: 64, valueByteLimit: 1 << 20)
  var found: [Int64] = []
  func drain() {
    while let item = stream.next() {
      switch item {
      case .value(let tree, let offset):
        found += [0, offset, Int64(tree.endOffset)]
        _ = visit(tree.root)
      case .broken(_, let offset, _): found += [1, offset]
      case .tooLarge(let offset): found += [2, offset]
      case .entered(let offset): found += [3, offset]
      case .junk(let offset, let count): found += [4, offset, count]
      }
    }
  }
  var start = 0
  while start < bytes.count {
    stream.append(bytes[start..<min(bytes.count, start + piece)])
    start += piece
    drain()
  }
  stream.finish()
  drain()
  return found
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let exact = try? JSONDocument(parsing: bytes, mode: .exact)
  let lenient = try? JSONDocument(parsing: bytes, mode: .lenient)
  if let exact {
    guard let lenient else { preconditionFailure("lenient reading refuses what exact accepts") }
    precondition(visit(exact.root) == visit(lenient.root))
    precondition(lenient.damage.isEmpty)
  } else if let lenient {
    _ = visit(lenient.root)
  }
  precondition(items(bytes, piece: 1 << 20) == items(bytes, piece: 7), "pieces change the values")
  var writer = JSONWriter()
  writer.string(String(decoding: bytes, as: UTF8.self))
  let back = try? JSONDocument(parsing: writer.take())
  precondition(back?.root.string == String(decoding: bytes, as: UTF8.self))
  return 0
}
