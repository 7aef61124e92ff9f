internal import Archive
internal import Ledger
internal import SQLiteSupport
internal import SearchIndex
package import Storage
internal import WriteAheadLog

/// Whether a state can be worked on, as far as that is seen without reading all of it.
package enum StateHealth {
  /// What keeps a state that nobody works on from starting, with the command that is right for it; nil
  /// where nothing does, or where this user may not look.
  package static func problem(_ paths: StatePaths, on files: any FileSystem) -> String? {
    do {
      try UnfinishedRestore.refuse(paths, files)
      if try LogFolder(paths.journal, on: files).isEmpty() {
        return try StateParts.inspectWithoutJournal(paths, on: files).mismatch()?.sentence(paths)
      }
      if let mismatch = try StateParts.inspect(paths, on: files).mismatch() {
        return mismatch.sentence(paths)
      }
      let generation = try Generation.current(of: paths, on: files)
      // Where there are none yet, the next start makes them from the journal.
      if try files.exists(generation.ledger) {
        let ledger = try SQLiteLedger(path: generation.ledger.string, access: .inspecting)
        defer { try? ledger.close() }
        _ = try ledger.tallies()
      }
      if try files.exists(generation.index), try !files.entries(of: generation.index).isEmpty {
        try FullTextIndex.open(generation.index.string, access: .inspecting).close()
      }
      return nil
    } catch let failure as PipelineFailure {
      return failure.description
    } catch JournalError.storage {
      return nil
    } catch let error as JournalError {
      return PipelineFailure(error).description
    } catch let error as SQLiteFileError {
      switch error.problem {
      // The next start brings it up to date; a reader may have to wait.
      case .older, .busy, .failed, .readOnly, .full: return nil
      default: return error.description
      }
    } catch {
      return nil
    }
  }
}

extension StateHealth {
  /// That originals lie beside a state that was never begun, and what to do with them; nil where there are
  /// none, or the state has been begun.
  package static func unknownArchive(_ paths: StatePaths, on files: any FileSystem) -> String? {
    guard (try? LogFolder(paths.journal, on: files).isEmpty()) == true,
      let segments = try? OriginalStore.segments(in: paths.archive, on: files), !segments.isEmpty
    else { return nil }
    return
      "\(paths.archive.printable) holds originals of a state that is gone: \(paths.state.printable) knows"
      + " nothing of them. Nothing was changed. Restore a backup, or take them up as new files: see"
      + " \"Only the archive is left\" in docs/RECOVERY.md"
  }

  /// What the next start has to do before it works, for a state that an older winnow has written; nil for
  /// any other.
  package static func migration(_ paths: StatePaths, on files: any FileSystem) -> String? {
    guard let generation = try? Generation.current(of: paths, on: files) else { return nil }
    do {
      try SQLiteLedger(path: generation.ledger.string, access: .inspecting).close()
      try FullTextIndex.open(generation.index.string, access: .inspecting).close()
    } catch let error as SQLiteFileError {
      if case .older(let version) = error.problem {
        return
          "An older winnow has written it (format \(version) of the \(error.kind)); the daemon's start"
          + " brings it up to date, and nothing is lost."
      }
    } catch {}
    return nil
  }
}

extension StateDirectory {
  /// What is wrong with ledger and index while this process works with them, with the command that is
  /// right; nil for nothing. Little enough to be looked at with every heartbeat.
  package func databaseProblem() -> String? {
    let command = "Stop winnowd, then run: winnow rebuild"
    do {
      let generation = try Generation.current(of: paths, on: files)
      // What is open goes on without its name, up to the next start.
      for path in [generation.ledger, generation.index] where try !files.exists(path) {
        return "\(path.printable) is gone. \(command)"
      }
      let slices = try files.entries(of: generation.index).count {
        $0.name.suffix(7).elementsEqual(".sqlite".utf8)
      }
      if slices < index.sliceCount {
        return "\(index.sliceCount - slices) files of the index are gone. \(command)"
      }
      _ = try ledger.appliedLSN()
      _ = try index.appliedLSN()
      return nil
    } catch let error as SQLiteFileError {
      if case .busy = error.problem { return nil }
      return "\(error) Stop winnowd first."
    } catch let failure as PipelineFailure {
      return failure.description
    } catch {
      return nil
    }
  }
}
