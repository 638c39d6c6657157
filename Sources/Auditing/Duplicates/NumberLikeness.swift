/// How alike two normalised numbers are that are not equal.
enum NumberLikeness {
  /// Two neighbouring characters changed places.
  case transposed
  /// One character is there only once.
  case inserted
  /// One character differs, in a way that counting on does not explain.
  case substituted
  case different

  init(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) {
    let (short, long) = a.count <= b.count ? (Array(a), Array(b)) : (Array(b), Array(a))
    self = .different
    guard long.count - short.count <= 1, short.count >= 3 else { return }
    guard let first = short.indices.first(where: { short[$0] != long[$0] }) else {
      self = .inserted
      return
    }
    if long.count > short.count {
      if short[first...].elementsEqual(long[(first + 1)...]) { self = .inserted }
      return
    }
    let rest = first + 1
    if rest < short.count, short[first] == long[rest], short[rest] == long[first],
      short[(rest + 1)...].elementsEqual(long[(rest + 1)...])
    {
      self = .transposed
    } else if short[rest...].elementsEqual(long[rest...]), first + 2 < short.count {
      // A difference in the last two digits is a number counted on.
      self = .substituted
    }
  }
}
