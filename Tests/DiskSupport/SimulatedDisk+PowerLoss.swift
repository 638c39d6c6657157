import Storage

extension SimulatedDisk {
  /// Takes the power away and gives it back: what was not safe is there in part, or not at all.
  package func losePower() {
    var chance = chance
    for inode in inodes.indices where !inodes[inode].unsafeChanges.isEmpty {
      inodes[inode].safe = SimulatedDisk.survivors(of: inodes[inode], &chance)
    }
    restart(with: SimulatedDisk.survivors(of: safeFolder, nameChanges, &chance))
    self.chance = chance
  }

  /// What is on the disk when the power comes back, with some names.
  func restart(with names: [String: Int]) {
    for inode in inodes.indices {
      inodes[inode].bytes = inodes[inode].safe
      inodes[inode].unsafeChanges = []
    }
    folder = names
    safeFolder = names
    nameChanges = []
    killProcess()
  }

  /// What may be left of a file: any selection of its changes, the last of them torn.
  static func survivors(of inode: Inode, _ chance: inout Chance) -> [UInt8] {
    var bytes = inode.safe
    // All or nothing are as likely as a selection: many faults show only there.
    let share = [0, 50, 50, 100][chance.below(4)]
    for change in inode.unsafeChanges where chance.below(100) < share {
      switch change {
      case .write(let position, let written) where chance.below(4) == 0:
        let torn = Array(written.prefix(chance.below(written.count + 1)))
        apply(.write(position: position, bytes: torn), to: &bytes)
        // The size may be there before the bytes are.
        let end = position + written.count
        if chance.below(2) == 0, bytes.count < end { apply(.truncate(size: end), to: &bytes) }
      case .write, .truncate: apply(change, to: &bytes)
      }
    }
    return bytes
  }

  /// What names may be left: those of some moment since they were safe, or any selection of the
  /// changes.
  static func survivors(
    of safe: [String: Int], _ changes: [NameChange], _ chance: inout Chance
  ) -> [String: Int] {
    var names = safe
    if chance.below(2) == 0 {
      for change in changes.prefix(chance.below(changes.count + 1)) { apply(change, to: &names) }
    } else {
      for change in changes where chance.below(2) == 0 { apply(change, to: &names) }
    }
    return names
  }
}
