/// One event as inotify(7) lays it out: watch, mask, cookie and length, 4 bytes each, then the name
/// with zeros behind it.
struct InotifyEvent {
  var watch: CInt
  var mask: UInt32
  var name: [UInt8]

  func has(_ bits: some BinaryInteger) -> Bool { mask & UInt32(truncatingIfNeeded: bits) != 0 }

  static func forEach(in buffer: [UInt8], count: Int, _ body: (InotifyEvent) -> Void) {
    func word(_ offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(buffer[offset + $1]) << UInt32(8 * $1) }
    }
    var offset = 0
    while offset + 16 <= count {
      let length = Int(word(offset + 12))
      let start = offset + 16
      guard start + length <= count else { return }
      let name = buffer[start..<start + length].prefix { $0 != 0 }
      body(
        InotifyEvent(
          watch: CInt(bitPattern: word(offset)), mask: word(offset + 4), name: Array(name)))
      offset = start + length
    }
  }
}
