import Columns
internal import Glibc
internal import Synchronization

/// Work that is left alone when somebody presses Ctrl-C and does not want to wait for it.
///
/// Whatever takes long asks now and then whether it is to stop, but not everything can ask often
/// enough for a person. So it runs in a thread of its own, which ends when it next asks; what it
/// made is thrown away. It must not change anything that others see.
package enum Errand {
  /// How often to look for Ctrl-C, in milliseconds, should the signal reach another thread.
  private static let patience: Int32 = 20
  /// How long it is waited for before it is given up, in nanoseconds: most work ends in that time.
  private static let grace = 80_000_000

  /// What some work comes to, which can ask whether it is to stop; nil when it was given up.
  package static func run<Result: Sendable>(
    _ work: @escaping @Sendable (_ isUnwanted: @escaping @Sendable () -> Bool) -> Result
  ) -> Result? {
    run(telling: nil, work)
  }

  /// The same, with somebody told that it goes on.
  static func run<Result: Sendable>(
    telling waiting: Waiting?,
    _ work: @escaping @Sendable (_ isUnwanted: @escaping @Sendable () -> Bool) -> Result
  ) -> Result? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return work { Interrupts.isPending } }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let given = Given<Result>()
    let (reading, writing) = (ends[0], ends[1])
    defer { close(reading) }
    let thread = Threads.start {
      let result = work { given.isUnwanted }
      given.result.withLock { $0 = result }
      // Closing says that it is done, whether or not anybody listens.
      close(writing)
    }
    guard let thread else {
      close(writing)
      return work { Interrupts.isPending }
    }
    thread.detach()
    defer { waiting?.end() }
    var wish = Wish()
    while !wish.isOld {
      var entry = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&entry, 1, patience) > 0 { return given.result.withLock { $0 } }
      if !wish.isThere { waiting?.goOn() }
    }
    given.giveUp()
    return nil
  }

  /// Takes pieces from some work as it makes them, until it ends or `take` wants no more; false
  /// when it was given up.
  ///
  /// A few pieces wait at most: work whose pieces nobody takes rests.
  static func pieces<Piece: Sendable>(
    telling waiting: Waiting? = nil,
    of work: @escaping @Sendable (_ hand: (Piece) -> Bool) -> Void, take: (Piece) -> Bool
  ) -> Bool {
    defer { waiting?.end() }
    var ends: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
      work(take)
      return true
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (own, other) = (ends[0], ends[1])
    defer { close(own) }
    let shelf = Shelf<Piece>()
    let thread = Threads.start {
      work { piece in
        // A place on the shelf first; it is gone when nobody takes pieces any more.
        guard receive(other) else { return false }
        shelf.pieces.withLock { $0.append(piece) }
        return send(other)
      }
      close(other)
    }
    guard let thread else {
      close(other)
      work(take)
      return true
    }
    thread.detach()
    for _ in 0..<mostWaiting where !send(own) { break }
    var wish = Wish()
    while !wish.isOld {
      var entry = pollfd(fd: own, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&entry, 1, patience) > 0 {
        guard receive(own), let piece = shelf.first(), take(piece) else { return true }
        _ = send(own)
        wish = Wish()
      }
      if !wish.isThere { waiting?.goOn() }
    }
    return false
  }

  /// The wish to stop, and since when it is known; on a busy machine looks may be far apart.
  private struct Wish {
    private var known: Int?

    /// Whether somebody has it; asking begins the time.
    var isThere: Bool {
      mutating get {
        if known == nil, Interrupts.isPending { known = ProgressLine.now() }
        return known != nil
      }
    }

    /// Whether it is as old as somebody waits for.
    var isOld: Bool {
      mutating get { isThere && ProgressLine.now() - (known ?? 0) > grace }
    }
  }

  /// How many pieces wait to be taken at most.
  private static let mostWaiting = 4

  /// One byte over a pair of sockets; false where the other side is gone.
  private static func send(_ socket: Int32) -> Bool {
    var byte: UInt8 = 0
    while true {
      let count = unsafe Glibc.send(socket, &byte, 1, Int32(MSG_NOSIGNAL))
      if count == 1 { return true }
      guard count < 0, errno == EINTR else { return false }
    }
  }

  private static func receive(_ socket: Int32) -> Bool {
    var byte: UInt8 = 0
    while true {
      let count = unsafe read(socket, &byte, 1)
      if count == 1 { return true }
      guard count < 0, errno == EINTR else { return false }
    }
  }

  /// Pieces on their way from one thread to the other.
  private final class Shelf<Piece: Sendable>: Sendable {
    let pieces = Mutex<[Piece]>([])

    func first() -> Piece? {
      pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
  }

  /// What is handed from one thread to the other.
  private final class Given<Result: Sendable>: Sendable {
    let result = Mutex<Result?>(nil)
    private let isGivenUp = Atomic(false)

    var isUnwanted: Bool { isGivenUp.load(ordering: .relaxed) || Interrupts.isPending }

    func giveUp() { isGivenUp.store(true, ordering: .relaxed) }
  }
}
