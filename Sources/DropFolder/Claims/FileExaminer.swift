internal import Model
internal import Storage

/// Says what speaks against taking a file, if anything.
struct FileExaminer: Sendable {
  /// Larger files are set aside, in bytes.
  let sizeLimit: UInt64

  /// Of a file in the inbox; opens it to see whether it can be read.
  func refusal(
    of status: FileStatus, at location: HeldInbox.Location
  ) throws(StorageError) -> Refusal? {
    // A folder or something unknown by now is for the rename to find out.
    if status.kind != .folder, status.kind != .unknown, let refusal = kindRefusal(status.kind) {
      return refusal
    }
    if let refusal = sizeRefusal(status) { return refusal }
    do {
      _ = try location.folder.open(location.name, .read)
      return nil
    } catch {
      // Gone or exchanged since: the rename will tell.
      return error.isGone || error.errno == .invalidArgument ? nil : try readRefusal(error)
    }
  }

  /// Of a file that was moved out of the inbox; has the device begin to write what it holds.
  func refusal(
    of status: FileStatus, _ name: [UInt8], in folder: any FolderHandle
  ) throws(StorageError) -> Refusal? {
    if let refusal = kindRefusal(status.kind) ?? sizeRefusal(status) { return refusal }
    do {
      try folder.open(name, .read).startWriteback()
      return nil
    } catch {
      // A device that stumbles once is no reason to set a file aside.
      if error.errno == .ioError, (try? folder.open(name, .read)) != nil { return nil }
      return try readRefusal(error)
    }
  }

  /// What a failed read makes of its file; throws the error where it says nothing about the file.
  func readRefusal(_ error: StorageError) throws(StorageError) -> Refusal {
    if error.isShortage { throw error }
    switch error.errno {
    case .permissionDenied, .notPermitted: return .unreadable
    default: return .unreadable(error.errno.description)
    }
  }

  private func kindRefusal(_ kind: FileKind) -> Refusal? {
    switch kind {
    case .regular: nil
    case .symbolicLink: .symbolicLink
    case .fifo: .special("pipe (FIFO)")
    case .socket: .special("socket")
    case .folder: .special("folder")
    case .device, .unknown: .special("device")
    }
  }

  private func sizeRefusal(_ status: FileStatus) -> Refusal? {
    if status.linkCount > 1 { return .hardLink }
    return status.size > sizeLimit ? .oversized(status.size, limit: sizeLimit) : nil
  }
}
