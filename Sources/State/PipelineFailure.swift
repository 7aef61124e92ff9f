package import SQLiteSupport
package import Storage
package import WriteAheadLog

/// What stops the whole pipeline: nothing more can be acknowledged.
package struct PipelineFailure: Error, CustomStringConvertible {
  /// What failed, for the exit code and for systemd.
  package enum Kind: Sendable {
    /// The journal, the ledger or the index could not be written.
    case disk
    /// Journal, ledger or index hold what they cannot hold.
    case damaged
    /// Another process holds the state.
    case held
    /// There is no state yet.
    case missing
    /// What was asked for would harm what is there.
    case refused
    /// What is configured does not fit what it is about.
    case configuration
    /// There is no room on the disk: nothing is lost, and it works once there is.
    case full
  }

  package var kind: Kind
  /// What happened, to what, and what to do next.
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

extension PipelineFailure {
  /// A folder that another process works on.
  package static func held(_ folder: FilePath, by other: String) -> PipelineFailure {
    PipelineFailure(
      .held, "\(folder.printable) is held by \(other). Stop it first, or use another --state.")
  }

  /// A call to the disk that failed; `advice` follows the sentence about it.
  package init(_ error: StorageError, _ advice: String = "") {
    self.init(
      error.isOutOfSpace ? .full : .disk,
      error.isOutOfSpace
        ? "\(error). The disk is full: nothing is lost. Free some room and try again."
        : "\(error)\(advice)")
  }

  /// A database that could not be used.
  package init(_ error: SQLiteFileError) {
    switch error.problem {
    case .full: self.init(.full, "\(error)")
    case .busy: self.init(.held, "\(error)")
    default: self.init(.damaged, "\(error)")
    }
  }

  /// What a database said in the middle of the work: it is damaged, or its disk does not do its part.
  package init(ofDatabase error: any Error) {
    if let error = error as? SQLiteFileError, case .damaged = error.problem {
      self.init(error)
    } else if let failure = error as? PipelineFailure {
      self = failure
    } else {
      self.init(.disk, "\(error)")
    }
  }

  /// A journal that cannot be used.
  package init(_ error: JournalError) {
    switch error {
    case .damaged:
      self.init(
        .damaged,
        "\(error) Nothing was changed. Run: winnow journal verify, then winnow journal salvage")
    case .storage(let cause) where cause.isOutOfSpace: self.init(cause)
    case .outOfSpace(let cause): self.init(cause)
    default: self.init(.disk, "\(error) Nothing is acknowledged that is not on disk.")
    }
  }

  /// What an error of disk, journal or database means for the pipeline; any other error as it is.
  ///
  /// `advice` follows the sentence about a call to the disk.
  package static func of(_ error: any Error, advice: String = "") -> any Error {
    switch error {
    case let error as StorageError: PipelineFailure(error, advice)
    case let error as JournalError: PipelineFailure(error)
    case let error as SQLiteFileError: PipelineFailure(error)
    default: error
    }
  }

  /// A folder that no winnow has worked in.
  package static func noState(_ paths: StatePaths) -> PipelineFailure {
    PipelineFailure(
      .missing,
      StateHealth.unknownArchive(paths, on: POSIXFileSystem())
        ?? "\(paths.state.printable) holds no winnow state yet. Has winnowd or winnow ingest run with it?"
    )
  }
}
