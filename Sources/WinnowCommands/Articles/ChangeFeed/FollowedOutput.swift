import Dispatch
import Glibc
import Synchronization

/// Standard output of a command that goes on until it is told to end.
///
/// SIGINT and SIGTERM end the process between two lines and with 0; the second of them, where the reader
/// takes no more, at once. A reader that has gone ends it too, also while there is nothing to print.
final class FollowedOutput: Sendable {
  /// Where the handler of the signals tells; its other end is watched.
  private static let told = Atomic<Int32>(-1)
  /// Bytes that are written in one go; a signal is answered in between.
  private static let chunkByteCount = 1 << 16

  private let isEnding = Atomic(false)
  private let turn = Mutex(())

  init() {
    var ends: [Int32] = [-1, -1]
    let made = unsafe pipe(&ends)
    // Without descriptors the signals end the process as they always do.
    guard made == 0 else { return }
    Self.told.store(ends[1], ordering: .releasing)
    _ = signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      _ = signal(number) { _ in
        var byte: UInt8 = 0
        _ = unsafe Glibc.write(FollowedOutput.told.load(ordering: .acquiring), &byte, 1)
      }
    }
    let (signals, output) = (ends[0], Console.current.output)
    let watch = DispatchQueue(label: "winnow.follow")
    watch.async { self.watch(signals, output) }
  }

  /// Writes whole lines, and ends the process between two of them when that was asked for.
  func write(_ lines: [UInt8]) {
    var rest = lines[...]
    while !rest.isEmpty {
      let end =
        rest.dropFirst(Self.chunkByteCount).firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      turn.withLock { _ in
        Output.write(Array(rest[..<end]))
        // What watches has no turn while lines follow each other.
        if isEnding.load(ordering: .acquiring) { exit(CommandStatus.success.rawValue) }
      }
      rest = rest[end...]
    }
  }

  /// Waits for a signal, or for the reader to go.
  private func watch(_ signals: Int32, _ output: Int32) {
    var count = 0
    var isReaderGone = false
    while true {
      var watched = [
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
        // Its error is told without being asked for.
        pollfd(fd: isReaderGone ? -1 : output, events: 0, revents: 0),
      ]
      // A turn that is under way is waited for.
      let isDue = count > 0 || isReaderGone
      guard unsafe poll(&watched, 2, isDue ? 20 : -1) >= 0 else { continue }
      if watched[0].revents != 0 {
        var byte: UInt8 = 0
        _ = unsafe read(signals, &byte, 1)
        count += 1
      }
      if watched[1].revents & Int16(POLLERR | POLLNVAL) != 0 { isReaderGone = true }
      if count > 1 { _exit(128 + SIGTERM) }
      guard count == 1 || isReaderGone else { continue }
      isEnding.store(true, ordering: .releasing)
      _ = turn.withLockIfAvailable { _ -> Void in exit(CommandStatus.success.rawValue) }
    }
  }
}
