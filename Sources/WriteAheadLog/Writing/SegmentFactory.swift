package import Storage
internal import Synchronization

/// Makes segment files, one of them ahead of need.
package final class SegmentFactory: Sendable {
  private let folder: LogFolder
  private let fileByteCount: Int
  private let spare: Mutex<Spare>

  enum Spare: Hashable, Sendable { case missing, making, ready }

  init(_ folder: LogFolder, options: JournalOptions, hasSpare: Bool) {
    self.folder = folder
    fileByteCount = options.usedSegmentByteCount
    spare = Mutex(hasSpare ? .ready : .missing)
  }

  var hasSpare: Bool { spare.withLock { $0 == .ready } }

  /// Writes the spare segment if there is none: zeros, synced, then its name.
  ///
  /// A failure leaves the log without a spare and otherwise untouched.
  package func makeSpare() throws(StorageError) {
    let isMine = spare.withLock { state in
      if state != .missing { return false }
      state = .making
      return true
    }
    if !isMine { return }
    do throws(StorageError) {
      let temporary = folder.temporary("spare")
      try zeroFilled(temporary)
      try folder.fileSystem.rename(temporary, to: folder.spare, .replace)
      try folder.fileSystem.syncFolder(folder.path)
    } catch {
      spare.withLock { $0 = .missing }
      throw error
    }
    spare.withLock { $0 = .ready }
  }

  /// Turns the spare, or a new file, into the segment with this header; durable when it returns.
  ///
  /// The error's `isSafe` says whether the call may be tried again.
  func makeSegment(_ header: SegmentHeader) throws(Failure) -> any FileHandle {
    let useSpare = spare.withLock { state in
      if state != .ready { return false }
      state = .missing
      return true
    }
    let source = useSpare ? folder.spare : folder.temporary("segment")
    let target = folder.segment(first: header.first)
    var isSafe = true
    do throws(StorageError) {
      if !useSpare { try zeroFilled(source) }
      let file = try folder.fileSystem.open(source, .readWrite)
      isSafe = false
      try file.write(header.sector, at: 0)
      try file.sync(.data)
      try folder.fileSystem.rename(source, to: target, .replace)
      try folder.fileSystem.syncFolder(folder.path)
      // Opened again by its new name, which errors will say.
      return try folder.fileSystem.open(target, .readWrite)
    } catch {
      // A spare that was not even opened is still one.
      if useSpare && isSafe { spare.withLock { $0 = .ready } }
      throw Failure(cause: error, isSafe: isSafe && error.isOutOfSpace)
    }
  }

  struct Failure: Error {
    var cause: StorageError
    var isSafe: Bool
  }

  private func zeroFilled(_ path: FilePath) throws(StorageError) {
    if try folder.fileSystem.exists(path) { try folder.fileSystem.remove(path) }
    let file = try folder.fileSystem.open(path, .create)
    do throws(StorageError) {
      let zeros = [UInt8](repeating: 0, count: min(fileByteCount, 1 << 20))
      var done = 0
      while done < fileByteCount {
        let count = min(zeros.count, fileByteCount - done)
        try file.write(count == zeros.count ? zeros : Array(zeros[..<count]), at: UInt64(done))
        done += count
      }
      try file.sync(.everything)
    } catch {
      // Half a file would hold on to space that is needed; the next start removes it if this fails.
      try? folder.fileSystem.remove(path)
      throw error
    }
  }
}
