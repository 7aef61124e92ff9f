internal import Model
internal import Storage
internal import Synchronization
internal import WriteAheadLog

extension JobLog {
  /// Checkpoints when the journal has grown enough. Called where everything that was decided has
  /// also been applied, so that the checkpoint passes nothing that ledger and index lack.
  package func checkpointIfDue() async throws {
    let bytes = Int64(journal.statistics.writtenByteCount)
    let isDue = tracking.withLock { bytes - $0.checkpointedBytes >= checkpointByteCount }
    if isDue { try await checkpoint() }
  }

  /// Writes a checkpoint: the backlog, as of an LSN that every entry up to has been taken in.
  package func checkpoint() async throws {
    var (lsn, backlog, past) = tracking.withLock { tracking in
      (
        tracking.underWay.values.min() ?? tracking.lastLSN, tracking.backlog, tracking.history
      )
    }
    guard lsn > journal.statistics.lastCheckpoint.rawValue else { return }
    // Notes are handed over without waiting; a checkpoint stands for durable records only.
    do throws(JournalError) { _ = try await journal.sync() } catch { throw PipelineFailure(error) }
    do {
      // History first: the checkpoint lets the segments go that hold the same.
      try history.seal(past, at: LSN(lsn))
      backlog.historyEntryCount = try history.extent().entryCount(through: LSN(lsn))
    } catch let error as StorageError where error.isOutOfSpace {
      return
    } catch {
      throw PipelineFailure(.disk, "\(error)")
    }
    do throws(JournalError) {
      try await journal.checkpoint(at: LSN(lsn), payload: backlog.encoded())
    } catch .outOfSpace {
      // A checkpoint can wait until there is room.
      return
    } catch {
      throw PipelineFailure(error)
    }
    let bytes = Int64(journal.statistics.writtenByteCount)
    tracking.withLock {
      $0.checkpointedBytes = bytes
      // What has come since stays for the next one.
      assert($0.history.count >= past.count, "only a checkpoint takes entries out")
      $0.history.removeFirst(past.count)
    }
  }

  /// Checkpoints, and closes the journal.
  package func checkpointAndClose() async throws {
    try await checkpoint()
    try await close()
  }

  /// Closes the journal and leaves everything as it is.
  package func close() async throws {
    do throws(JournalError) { try await journal.close() } catch { throw PipelineFailure(error) }
  }
}
