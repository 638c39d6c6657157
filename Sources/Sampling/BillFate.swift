/// What happens to a bill after it arrived, besides being paid in time.
enum BillFate: Equatable {
  case plain
  case paidLate
  case paidInPart
  case held
  case notApproved
  case creditApplied
  case creditUnused
  case disputed
  case disputeResolved
  case voided
  case withoutDueDate

  /// What happens in each block of bills.
  static let quota: [BillFate] = [
    .held, .notApproved, .paidInPart, .creditApplied, .creditUnused, .disputed, .disputeResolved,
    .voided, .withoutDueDate, .paidLate,
  ]
  static let blockSize = 45
}
