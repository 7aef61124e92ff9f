/// An open regular file; closed when the last reference goes.
///
/// Positions are given with each call, so a handle has no state of its own and may be shared.
package protocol FileHandle: AnyObject, Sendable {
  /// The path it was opened by, for messages.
  var path: FilePath { get }

  /// One `pread` into `buffer[start...]`: how many bytes came, 0 at the end of the file or when
  /// nothing was asked. May be fewer than the buffer holds.
  func readSome(
    into buffer: inout [UInt8], from start: Int, at offset: UInt64
  ) throws(StorageError) -> Int

  /// One `pwrite`: how many bytes were taken, at least 1 of a span that is not empty.
  func writeSome(_ bytes: Span<UInt8>, at offset: UInt64) throws(StorageError) -> Int

  /// Cuts or extends (with zeros) the file.
  func truncate(to size: UInt64) throws(StorageError)

  /// Returns once the file's bytes are durable (its name is the folder's matter).
  ///
  /// After an error the bytes may be gone from memory *and* disk, and a second call may falsely
  /// succeed: never repeat a failed sync.
  func sync(_ extent: SyncExtent) throws(StorageError)

  /// Lets the device begin to write the file's bytes, and does not wait: a hint that makes a later
  /// `sync` short, and promises nothing.
  func startWriteback()

  /// What `fstat` says.
  func status() throws(StorageError) -> FileStatus
}

/// How much a sync makes durable.
package enum SyncExtent: Hashable, Sendable {
  /// The bytes and what is needed to read them (`fdatasync`).
  case data
  /// Times and permissions as well (`fsync`).
  case everything
}

extension FileHandle {
  /// Nothing, where there is nothing to gain.
  package func startWriteback() {}

  /// The file's size in bytes now.
  package func size() throws(StorageError) -> UInt64 { try status().size }

  /// Reads up to `count` bytes; fewer only at the end of the file.
  package func read(at offset: UInt64, count: Int) throws(StorageError) -> [UInt8] {
    precondition(count >= 0, "no file gives fewer than no bytes")
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try read(into: &bytes, at: offset)
    bytes.removeLast(count - filled)
    return bytes
  }

  /// Fills the buffer from the file; the count is smaller than the buffer only at the file's end.
  package func read(into buffer: inout [UInt8], at offset: UInt64) throws(StorageError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let got = try readSome(into: &buffer, from: filled, at: offset + UInt64(filled))
      assert(got <= buffer.count - filled, "no more comes than the buffer holds")
      if got == 0 { break }
      filled += got
    }
    return filled
  }

  /// Writes all of the bytes, in as many calls as it takes.
  package func write(_ bytes: [UInt8], at offset: UInt64) throws(StorageError) {
    try write(bytes.span, at: offset)
  }

  /// Writes all of the bytes, in as many calls as it takes.
  package func write(_ span: Span<UInt8>, at offset: UInt64) throws(StorageError) {
    var done = 0
    while done < span.count {
      let taken = try writeSome(
        span.extracting(done..<span.count), at: offset + UInt64(done))
      // A device that takes nothing and reports nothing would hold us for ever.
      if taken == 0 { throw StorageError(operation: .write, path: path, errno: .ioError) }
      assert(taken <= span.count - done, "no more is taken than was given")
      done += taken
    }
  }

  /// Writes the bytes behind the last one; for files with a single writer.
  package func append(_ bytes: [UInt8]) throws(StorageError) {
    try write(bytes, at: size())
  }
}
