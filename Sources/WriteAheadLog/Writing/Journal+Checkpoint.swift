internal import Dispatch
package import Model
internal import Storage
internal import Synchronization

extension Journal {
  /// Writes a checkpoint that stands for all records up to `lsn`, and clears away what it and the one
  /// before make unneeded. Returns when it is durable and on record.
  ///
  /// Everything that the records up to `lsn` led to must be durable elsewhere or in `payload` already.
  /// Errors: `.checkpointOutOfOrder` when `lsn` is not durable or not above the last checkpoint's;
  /// `.storage` when it cannot be written, which harms nothing and may be tried again; as `append`.
  package func checkpoint(at lsn: LSN, payload: [UInt8]) async throws(JournalError) {
    let durable = queue.withLock { $0.durable }
    let previous = latestCheckpoint.withLock { $0 }
    guard lsn <= durable, lsn > previous else { throw .checkpointOutOfOrder(lsn) }
    let checkpoint = JournalCheckpoint(lsn: lsn, payload: payload)
    let writer = CheckpointWriter(
      folder: folder, options: options, logNumber: logNumber)
    let record = try await onHousekeeping { () throws(StorageError) in
      try writer.write(checkpoint)
    }
    latestCheckpoint.withLock { $0 = max($0, lsn) }
    _ = try await appendAny([record])
    try await onHousekeeping { () throws(StorageError) in try writer.clearAway() }
  }

  /// Runs after everything that housekeeping has under way.
  func onHousekeeping<R: Sendable>(
    _ body: @escaping @Sendable () throws(StorageError) -> R
  ) async throws(JournalError) -> R {
    let result: Result<R, JournalError> = await withCheckedContinuation { continuation in
      housekeeping.async {
        do throws(StorageError) {
          continuation.resume(returning: .success(try body()))
        } catch {
          continuation.resume(returning: .failure(.storage(error)))
        }
      }
    }
    return try result.get()
  }
}
