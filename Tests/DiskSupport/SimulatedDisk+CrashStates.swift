import Storage

extension SimulatedDisk {
  /// Every folder that may be found when the power comes back now: writes in every selection, each
  /// torn in every way, names of every moment and in every selection.
  ///
  /// Of several files that are not safe, one varies while the others lost or kept all. Of many
  /// writes to one file, as a snapshot needs, each beginning of them is there, and all but each.
  package func crashStates() -> [SimulatedDisk] {
    var states: [SimulatedDisk] = []
    let dirty = inodes.indices.filter { !inodes[$0].unsafeChanges.isEmpty }
    let contents = dirty.map { SimulatedDisk.possibleContents(of: inodes[$0]) }
    for names in possibleNames() {
      for keepsOthers in dirty.count > 1 ? [false, true] : [false] {
        for (place, inode) in dirty.enumerated() {
          for content in contents[place] {
            let state = copy()
            for other in dirty {
              state.inodes[other].safe = keepsOthers ? inodes[other].bytes : inodes[other].safe
            }
            state.inodes[inode].safe = content
            state.restart(with: names)
            states.append(state)
          }
        }
      }
      if dirty.isEmpty {
        let state = copy()
        state.restart(with: names)
        states.append(state)
      }
    }
    return states
  }

  private func possibleNames() -> [[String: Int]] {
    var found: [[String: Int]] = []
    func add(_ changes: [NameChange]) {
      var names = safeFolder
      for change in changes { SimulatedDisk.apply(change, to: &names) }
      if !found.contains(names) { found.append(names) }
    }
    if nameChanges.count <= 6 {
      for selection in 0..<(1 << nameChanges.count) {
        add(nameChanges.indices.filter { selection >> $0 & 1 == 1 }.map { nameChanges[$0] })
      }
    } else {
      for count in 0...nameChanges.count { add(Array(nameChanges.prefix(count))) }
    }
    return found
  }

  private static func possibleContents(of inode: Inode) -> [[UInt8]] {
    let changes = inode.unsafeChanges
    if changes.count > 10 { return contentsAfterMany(changes, inode.safe) }
    var found: Set<[UInt8]> = []
    for selection in 0..<(1 << changes.count) {
      let chosen = changes.indices.filter { selection >> $0 & 1 == 1 }
      var bytes = inode.safe
      for place in chosen { apply(changes[place], to: &bytes) }
      found.insert(bytes)
      for torn in chosen { found.formUnion(tornContents(of: inode, chosen, torn)) }
    }
    return Array(found)
  }

  /// So many beginnings of many writes, and so many of them left out.
  private static let sampledWrites = 12

  private static func contentsAfterMany(_ changes: [Change], _ safe: [UInt8]) -> [[UInt8]] {
    let step = max(1, changes.count / sampledWrites)
    var found = [safe]
    for place in Array(stride(from: 0, to: changes.count, by: step)) + [changes.count] {
      var (beginning, allBut) = (safe, safe)
      for (other, change) in changes.enumerated() {
        if other < place { apply(change, to: &beginning) }
        if other != place { apply(change, to: &allBut) }
      }
      found += [beginning, allBut]
    }
    return found
  }

  /// The contents where one of the chosen writes is torn at each byte, with and without its size.
  private static func tornContents(of inode: Inode, _ chosen: [Int], _ torn: Int) -> [[UInt8]] {
    guard case .write(let position, let written) = inode.unsafeChanges[torn] else { return [] }
    var found: [[UInt8]] = []
    for count in 0..<written.count where written.count <= 256 || count % 64 < 2 {
      for hasSize in [false, true] {
        var bytes = inode.safe
        for place in chosen {
          guard place == torn else {
            apply(inode.unsafeChanges[place], to: &bytes)
            continue
          }
          apply(.write(position: position, bytes: Array(written.prefix(count))), to: &bytes)
          if hasSize, bytes.count < position + written.count {
            apply(.truncate(size: position + written.count), to: &bytes)
          }
        }
        found.append(bytes)
      }
    }
    return found
  }
}
