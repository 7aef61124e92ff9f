/// An element that is still open.
struct OpenElement {
  var node: UInt32
  /// Where its children go: itself, or the contents of a template.
  var container: UInt32
  /// Namespace and name in one, so that an HTML name is compared in one step.
  var key: UInt32
  var traits: TagTraits

  @inline(__always)
  func isHTML(_ tag: TagName) -> Bool { key == UInt32(tag.rawValue) }

  @inline(__always) var isForeign: Bool { key > UInt32(UInt16.max) }
  var tag: TagName { TagName(rawValue: UInt16(truncatingIfNeeded: key)) }
  var namespace: Namespace { Namespace(rawValue: UInt8(truncatingIfNeeded: key >> 16)) ?? .html }

  static func key(_ tag: TagName, _ namespace: Namespace) -> UInt32 {
    UInt32(tag.rawValue) | UInt32(namespace.rawValue) << 16
  }
}
