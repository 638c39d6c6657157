extension StandardQuestions {
  /// The text of `Examples/standard.ivq`, letter by letter.
  package static let text = #"""
    -- Questions that every session knows by these names. This is their text, to read and to copy: a
    -- definition of your own under the same name wins. What a question takes stands in brackets,
    -- with a value where it may be left out. Each can be asked of another day:
    -- dso as of 2026-03-31.

    -- What customers owe, by anything an invoice has; one column for each age.
    -- For example:  aging_by(customer.country)
    define aging_by($field = customer) =
      invoices where open sum owed by $field across aging

    -- What we owe vendors, by anything a bill has; one column for each age.
    -- For example:  bill_aging_by(currency)
    define bill_aging_by($field = vendor) =
      bills where open sum owed by $field across aging

    -- The balance of each customer by age. What lies on account has a column of its own, so that
    -- each row adds up. The ages end at 30, 60 and 90 days, whatever the book's settings say.
    -- For example:  aged_balances where balance > EUR 4000
    define aged_balances =
      (invoices where open show number, customer, currency, owed as amount,
        days_overdue as late, "open" as part)
      union (payments where unapplied <> 0 show number, customer, currency, -unapplied as amount,
        0 as late, "payment" as part)
      union (credits where unapplied <> 0 show number, customer, currency, -unapplied as amount,
        0 as late, "credit" as part)
      sum(amount where part is "open" and late <= 0) as not_due,
        sum(amount where part is "open" and late in 1 to 30) as to_30,
        sum(amount where part is "open" and late in 31 to 60) as to_60,
        sum(amount where part is "open" and late in 61 to 90) as to_90,
        sum(amount where part is "open" and late > 90) as over_90,
        sum(amount where part is "open" and late is missing) as no_due_date,
        sum(amount where part is not "open") as on_account,
        sum amount as balance
        by customer, currency

    -- A customer's account from a day on: what stood before, each entry, and the balance behind it.
    -- It ends with the day that is asked about. Its foot is another question: statement_aging.
    -- For example:  statement("C-004", 2026-04-01) as of 2026-04-30
    define statement($customer, $from = start(this year)) =
      (ledger where customer is $customer and date < $from
        sum amount as amount by currency
        show $from - 1 day as date, "brought forward" as document, amount, amount as balance,
          currency)
      union (ledger where customer is $customer
        sort date
        calc running(amount by currency) as balance
        where date >= $from
        show date, document, amount, balance, currency)
      sort currency, date
      show date, document, amount, balance

    -- The foot of a statement: what is open by age, what lies on account, and what both come to.
    -- For example:  statement_aging("C-004")
    define statement_aging($customer) =
      aged_balances where customer is $customer

    -- Whom to call: something undisputed is overdue for more than so many days, no promise is
    -- running, and nothing was noted for some days. The oldest debt comes first.
    -- For example:  call_list(30)
    define call_list($days = 10, $quiet = 7) =
      customers
        where any(invoices where days_overdue > $days and overdue and not disputed)
          and not any(invoices where overdue and any(promises where not resolved and due >= today))
          and not any(notes where age < $quiet)
        show number, name, contact, phone,
          sum(invoices.owed where days_overdue > $days and overdue and not disputed) as to_ask_for,
          max(invoices.days_overdue where overdue and not disputed) as oldest,
          max notes.date as last_note
        sort oldest desc

    -- Promises to pay that are due in the days to come, and those that were broken.
    -- For example:  promises_due(30 days)
    define promises_due($ahead = 7 days) =
      promises where not resolved and due <= today + $ahead and invoice.open
        show due, invoice, invoice.customer as customer, amount, invoice.owed as owed,
          if due < today then "broken" else "due" as state
        sort due

    -- Approved bills to be paid until a day: what is due, and what has a discount that ends until
    -- then. Held and disputed ones are left out. alike says that another bill looks the same.
    -- For example:  payment_proposal(2026-05-31)
    define payment_proposal($until = today + 7 days) =
      bills where open and owed > 0 and approved and not held and not disputed
          and (due <= $until or discount_due in today to $until)
        sort vendor, due
        show vendor, number, vendor_number, due, owed,
          if discount_due >= today and early_discount is not missing
            then owed - early_discount else owed as pay,
          any(duplicates) as alike

    -- Discounts of unpaid bills that can still be taken, and end in the days to come.
    -- For example:  discounts_lapsing(30 days)
    define discounts_lapsing($ahead = 7 days) =
      bills where open and owed > 0 and discount_due in today to today + $ahead
        sort discount_due
        show discount_due, number, vendor, owed, early_discount, approved, held

    -- Discounts that were not taken in time, and what that cost as a rate a year, in percent.
    -- For example:  discounts_missed(2026-Q1)
    define discounts_missed($period = last quarter) =
      bills where discount_due in $period and discount_due < today and early_discount is not missing
          and (open or (paid and days_to_pay > discount_due - date))
        sort discount_due
        show number, vendor, discount_due, early_discount,
          round(amount(early_discount) / amount(total - early_discount)
            * 365 / (due - discount_due) * 100, 1) as percent_a_year

    -- Days sales outstanding: what is owed, in days of what was billed in the last so many days.
    -- For example:  dso(365)
    define dso($days = 90) =
      invoices where status not in (draft, void)
        sum owed as owed, sum(total where age < $days) as billed by currency
        calc round(amount(owed) / amount(billed) * $days, 1) as days

    -- The same, counted back: the months whose sales make up what is owed, the last one first; the
    -- days at the end are the answer. Months without sales count nothing.
    -- For example:  dso_count_back(USD)
    define dso_count_back($currency = EUR) =
      invoices where status not in (draft, void) and currency = $currency
        sum total as billed by month(date) as month
        sort month desc
        calc (invoices where open and currency = $currency sum owed) - running(billed) + billed
          as left
        calc if end(month) > today then today - start(month) + 1 else days(month) as length
        calc if left >= billed then length else round(amount(left) / amount(billed) * length, 1)
          as counted
        where amount(left) > 0
        show month, billed, left, counted, running(counted) as days

    -- How long customers take to pay what they paid since a day: from the day of the invoice, and
    -- beyond the day on which it was due.
    -- For example:  payment_habits(2026-01-01) where invoices > 1
    define payment_habits($from = start(last year)) =
      invoices where paid and date >= $from and days_to_pay is not missing
        count as invoices, round(average(days_to_pay), 1) as days, median days_to_pay as middle,
          round(average(days_to_pay - (due - date)), 1) as beyond_due
          by customer
        sort beyond_due desc

    -- The money to come in, by the week in which it is due; what is overdue stands in this week.
    -- For example:  cash_forecast
    define cash_forecast =
      invoices where open and owed > 0 and due is not missing
        sum owed by week(if due < today then today else due) as week across currency

    -- The money to come in, by how many days from now: the day due, and what the customer usually
    -- takes beyond that, the middle of its paid invoices. Who never paid is taken for punctual.
    -- For example:  cash_by_habit
    define cash_by_habit =
      invoices where open and owed > 0 and due is not missing
        calc default((invoices where paid and customer = outer.customer
          median(days_to_pay - (due - date))), 0) as usual
        sum owed by bucket(round(usual - days_overdue), 0, 7, 14, 30, 60) as days_from_now
          across currency

    -- Customers near or over their limit, in their own currency: the balance of the account, and
    -- orders that no invoice names. The ones furthest over come first. A sum of nothing has no
    -- currency, so the limit lends it its own.
    -- For example:  credit_limit_watch(100%)
    define credit_limit_watch($part = 80%) =
      customers where credit_limit is not missing
        calc sum(ledger.amount where ledger.currency = customer.currency)
            + credit_limit - credit_limit as on_ledger,
          sum(orders.total where orders.currency = customer.currency
            and po not in (invoices where status not in (draft, void) show po))
            + credit_limit - credit_limit as ordered
        where on_ledger + ordered > credit_limit * $part
        show number, name, on_ledger as balance, ordered, credit_limit,
          round((amount(on_ledger) + amount(ordered)) / amount(credit_limit) * 100) as percent
        sort percent desc

    -- Payments and credit notes that settle nothing yet, or not with all they are.
    -- For example:  unapplied_money where customer is "C-001"
    define unapplied_money =
      (payments where unapplied <> 0
        show date, number, customer, "payment" as kind, amount, unapplied, age)
      union (credits where unapplied <> 0
        show date, number, customer, "credit" as kind, amount, unapplied, age)
      sort customer, date

    -- What is disputed now, since when, and why; the oldest comes first.
    -- For example:  open_disputes
    define open_disputes =
      disputes where not resolved
        sort date
        show date, age, invoice, invoice.customer as customer, reason, amount, invoice.owed as owed

    -- Sales without tax less credit notes, by anything that both of them have.
    -- For example:  sales_by(customer.country, 2026-Q1)
    define sales_by($field = month(date), $period = this year) =
      (invoices where date in $period and status not in (draft, void)
        show "invoice" as kind, number, $field as part, currency, net)
      union (credits where date in $period
        show "credit" as kind, number, $field as part, currency, -net as net)
      sum net by part across currency

    -- Tax charged less that of credit notes, by rate, with the amounts that it is on.
    -- For example:  tax_by_rate(2026-Q1)
    define tax_by_rate($period = last quarter) =
      (invoices.lines where document.date in $period and document.status not in (draft, void)
        show "invoice" as kind, document.number as number, line, tax_rate,
          document.currency as currency, amount as net, tax)
      union (credits.lines where document.date in $period
        show "credit" as kind, document.number as number, line, tax_rate,
          document.currency as currency, -amount as net, -tax as tax)
      sum net as net, sum tax as tax by tax_rate, currency

    -- The receivables of a month: what stood before, what moved them, what stands at its end.
    -- For example:  month_end(2026-03)
    define month_end($month = last month) =
      ledger where date <= end($month)
        sum(amount where date < start($month)) as before,
          sum(amount where date in $month and kind is invoice) as invoiced,
          sum(amount where date in $month and kind is credit) as credited,
          sum(amount where date in $month and kind is payment) as received,
          sum(amount where date in $month and kind in (void, transfer)) as other,
          sum amount as balance
          by currency

    -- The invoices whose amount owed is another than on the evening of a day, or that fell due
    -- since, and the reason.
    -- For example:  what_changed(2026-05-11)
    define what_changed($from = end(last month)) =
      invoices where not draft
        calc sum(allocations.amount where date > $from and payment is not missing) as paid_since,
          sum(allocations.amount where date > $from and credit is not missing) as credited_since
        calc if date > $from then owed - owed
          else if status is void and void_on > $from then owed + paid_since + credited_since + total
          else owed + paid_since + credited_since as before
        where before <> owed or (overdue and due >= $from)
        show number, customer, before, owed as now,
          if date > $from then "new"
          else if status is void then "voided"
          else if before = owed then "fell due"
          else if paid_since = before - owed then "paid"
          else if credited_since = before - owed then "credited"
          else "paid and credited" as why

    """#
}
