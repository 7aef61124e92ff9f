/// An advisory lock that is held; goes with the last reference, or with the process.
package final class FileLock: Sendable {
  private let release: @Sendable () -> Void

  /// A lock that `release` lets go of, called once.
  package init(release: @escaping @Sendable () -> Void) {
    self.release = release
  }

  deinit { release() }
}

/// What came of asking for a lock.
package enum LockAttempt: Sendable {
  case acquired(FileLock)
  /// Someone else has it; `by` is what they wrote into the file, empty when they are just doing so.
  case held(by: String)
}

/// The longest holder that is written into a lock file or read from one, in bytes.
let holderByteLimit = 1_000

/// The first line of a lock file as text, without control characters.
func holderLine(_ bytes: [UInt8]) -> String {
  let line = bytes.prefix(holderByteLimit).prefix { $0 != UInt8(ascii: "\n") && $0 != 0 }
  return String(decoding: line.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
}
