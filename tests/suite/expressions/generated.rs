//! Random expressions as the compiler emits them, with the interpreter's
//! results. Written by a test of the suite: HERA_BLESS=1 renews it.

use super::{Condition, Emitted};
pub(super) const CONDITIONS: &[Condition] = &[
    (
        "(if (if kind != kind then at <= at_o) then (if all(lines.taxed) then 'ab' not in [text, text_o, 'y']))",
        |data| {
            (::hera_runtime::expr::unequal(
                data.kind.as_ref().map(|word| word.as_str()),
                data.kind.as_ref().map(|word| word.as_str()),
            )
                && !::hera_runtime::expr::less_or_equal(
                    data.at.as_ref(),
                    data.at_o.as_ref(),
                ))
                || !::hera_runtime::expr::all(
                    data
                        .lines
                        .as_ref()
                        .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
                )
                || !::hera_runtime::expr::one_of(
                    Some("ab"),
                    [
                        ::hera_runtime::expr::text(data.text.as_ref()),
                        ::hera_runtime::expr::text(data.text_o.as_ref()),
                        Some("y"),
                    ],
                )
        },
        &[false, false, false, true],
    ),
    (
        "!(((1 / len(lines_o.kind)) + (count_o - len([1, count_o]))) <= (qty_o - qty_o))",
        |data| {
            !::hera_runtime::expr::less_or_equal(
                ::hera_runtime::expr::add(
                        ::hera_runtime::expr::divide(
                                Some(&::hera_runtime::Decimal::new(1, 0)),
                                ::hera_runtime::expr::decimal(
                                        ::hera_runtime::expr::len(
                                                data
                                                    .lines_o
                                                    .as_ref()
                                                    .map(|items| {
                                                        items
                                                            .iter()
                                                            .filter_map(|item| item.kind.as_ref())
                                                            .map(|word| word.as_str())
                                                    }),
                                            )
                                            .as_ref(),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::subtract(
                                        data.count_o.as_ref(),
                                        ::hera_runtime::expr::len(
                                                Some(
                                                    [Some(&1i64), data.count_o.as_ref()].into_iter().flatten(),
                                                ),
                                            )
                                            .as_ref(),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
                ::hera_runtime::expr::subtract(data.qty_o.as_ref(), data.qty_o.as_ref())
                    .as_ref(),
            )
        },
        &[true, true, true, true],
    ),
    (
        "(if at <= '2025-01-31T09:30:00Z' then any([exists(tags_o), flag_o]))",
        |data| {
            !::hera_runtime::expr::less_or_equal(
                data.at.as_ref(),
                Some(&::hera_runtime::Timestamp::constant(1738315800, 0)),
            ) || ::hera_runtime::expr::exists(data.tags_o.as_ref())
                || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "((((count_o + line.amount) / count_o) <= count || kind in kinds) && (sum(numbers_o) > sum([1, qty]) && kinds_o != null))",
        |data| {
            (::hera_runtime::expr::less_or_equal(
                ::hera_runtime::expr::divide(
                        ::hera_runtime::expr::add(
                                ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                    .as_ref(),
                                data.line.as_ref().and_then(|value| value.amount.as_ref()),
                            )
                            .as_ref(),
                        ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                    )
                    .as_ref(),
                ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
            )
                || ::hera_runtime::expr::within(
                    data.kind.as_ref().map(|word| word.as_str()),
                    data
                        .kinds
                        .as_ref()
                        .map(|words| words.iter().map(|word| word.as_str())),
                ))
                && ::hera_runtime::expr::greater(
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::sum(
                            Some(
                                [
                                    Some(&::hera_runtime::Decimal::new(1, 0)),
                                    data.qty.as_ref(),
                                ]
                                    .into_iter()
                                    .flatten(),
                            ),
                        )
                        .as_ref(),
                )
                && ::hera_runtime::expr::exists(
                    data
                        .kinds_o
                        .as_ref()
                        .map(|words| words.iter().map(|word| word.as_str())),
                )
        },
        &[false, false, false, false],
    ),
    (
        "day != day",
        |data| ::hera_runtime::expr::unequal(data.day.as_ref(), data.day.as_ref()),
        &[false, false, false, false],
    ),
    (
        "all([((at_o > at_o) == false), flag])",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::greater(
                            data.at_o.as_ref(),
                            data.at_o.as_ref(),
                        ),
                    )
                    .as_ref(),
                Some(&false),
            ) && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, false, true],
    ),
    (
        "(((has(tags, 'RETAIL')) == false) && any([((len(lines) / qty) + (qty_o - count)) == count_o, flag_o]))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(::hera_runtime::expr::within(Some("RETAIL"), data.tags.as_ref()))
                    .as_ref(),
                Some(&false),
            )
                && (::hera_runtime::expr::equal(
                    ::hera_runtime::expr::add(
                            ::hera_runtime::expr::divide(
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::len(data.lines.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                    data.qty.as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::subtract(
                                    data.qty_o.as_ref(),
                                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref()))
        },
        &[false, false, false, false],
    ),
    (
        "exists(line.kind)",
        |data| ::hera_runtime::expr::exists(
            data
                .line
                .as_ref()
                .and_then(|value| value.kind.as_ref())
                .map(|word| word.as_str()),
        ),
        &[true, true, true, true],
    ),
    (
        "all([!('ä' == ''), flag_o])",
        |data| {
            !::hera_runtime::expr::equal(Some("ä"), Some(""))
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "((kind in [RETAIL] && flag_o) || all([text_o not in [kind, 'ab'], flag]))",
        |data| {
            (::hera_runtime::expr::one_of(
                data.kind.as_ref().map(|word| word.as_str()),
                [Some("RETAIL")],
            ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref()))
                || (!::hera_runtime::expr::one_of(
                    data.text_o.as_ref(),
                    [data.kind.as_ref().map(|word| word.as_str()), Some("ab")],
                ) && ::hera_runtime::expr::is_true(data.flag.as_ref()))
        },
        &[true, true, true, true],
    ),
    (
        "(id == '550E8400-E29B-41D4-A716-446655440000' && (if kind_o == RETAIL then day == '2025-01-31'))",
        |data| {
            ::hera_runtime::expr::equal(
                data.id.as_ref(),
                Some(
                    &::hera_runtime::Uuid::from_u128(0x550e8400e29b41d4a716446655440000),
                ),
            )
                && (!::hera_runtime::expr::equal(
                    data.kind_o.as_ref().map(|word| word.as_str()),
                    Some("RETAIL"),
                )
                    || ::hera_runtime::expr::equal(
                        data.day.as_ref(),
                        Some(&::hera_runtime::Date::constant(2025, 1, 31)),
                    ))
        },
        &[true, true, true, true],
    ),
    (
        "!(any([has(tags, kind_o), flag_o]))",
        |data| {
            !::hera_runtime::expr::within(
                data.kind_o.as_ref().map(|word| word.as_str()),
                data.tags.as_ref(),
            ) && !::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, false, false, true],
    ),
    (
        "!(((-(len(tags_o)) > (qty * count)) == false))",
        |data| {
            !::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::greater(
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::negate(
                                            ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::multiply(
                                    data.qty.as_ref(),
                                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                                )
                                .as_ref(),
                        ),
                    )
                    .as_ref(),
                Some(&false),
            )
        },
        &[false, false, false, false],
    ),
    (
        "!((has(kinds, 'RETAIL') && ((100000000000.000001 + count_o) * (2.50 - line.amount)) < line.amount))",
        |data| {
            !::hera_runtime::expr::within(
                Some("RETAIL"),
                data.kinds.as_ref().map(|words| words.iter().map(|word| word.as_str())),
            )
                || !::hera_runtime::expr::less(
                    ::hera_runtime::expr::multiply(
                            ::hera_runtime::expr::add(
                                    Some(&::hera_runtime::Decimal::new(100000000000000001, 6)),
                                    ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                        .as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::subtract(
                                    Some(&::hera_runtime::Decimal::new(250, 2)),
                                    data.line.as_ref().and_then(|value| value.amount.as_ref()),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    data.line.as_ref().and_then(|value| value.amount.as_ref()),
                )
        },
        &[true, true, false, true],
    ),
    (
        "line.kind != null",
        |data| ::hera_runtime::expr::exists(
            data
                .line
                .as_ref()
                .and_then(|value| value.kind.as_ref())
                .map(|word| word.as_str()),
        ),
        &[true, true, true, true],
    ),
    (
        "(!(day >= '2025-01-31') || (if kind != 'RETAIL' then kind in [SERVICE, kind_o]))",
        |data| {
            !::hera_runtime::expr::greater_or_equal(
                data.day.as_ref(),
                Some(&::hera_runtime::Date::constant(2025, 1, 31)),
            )
                || !::hera_runtime::expr::unequal(
                    data.kind.as_ref().map(|word| word.as_str()),
                    Some("RETAIL"),
                )
                || ::hera_runtime::expr::one_of(
                    data.kind.as_ref().map(|word| word.as_str()),
                    [Some("SERVICE"), data.kind_o.as_ref().map(|word| word.as_str())],
                )
        },
        &[true, true, true, true],
    ),
    (
        "((any([any(lines.taxed), flag])) == false)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    ::hera_runtime::expr::any(
                        data
                            .lines
                            .as_ref()
                            .map(|items| {
                                items.iter().filter_map(|item| item.taxed.as_ref())
                            }),
                    ) || ::hera_runtime::expr::is_true(data.flag.as_ref()),
                )
                .as_ref(),
            Some(&false),
        ),
        &[false, false, true, false],
    ),
    (
        "((flag_o) == flag)",
        |data| ::hera_runtime::expr::equal(data.flag_o.as_ref(), data.flag.as_ref()),
        &[false, true, false, false],
    ),
    (
        "!(kind == line.kind)",
        |data| {
            !::hera_runtime::expr::equal(
                data.kind.as_ref().map(|word| word.as_str()),
                data
                    .line
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
            )
        },
        &[true, true, true, true],
    ),
    (
        "at_o != '2025-01-31T10:30:00.5+01:00'",
        |data| ::hera_runtime::expr::unequal(
            data.at_o.as_ref(),
            Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
        ),
        &[false, true, true, false],
    ),
    (
        "any([(line.kind not in [SERVICE, kind_o] || kind not in kinds_o), flag_o])",
        |data| {
            !::hera_runtime::expr::one_of(
                data
                    .line
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
                [Some("SERVICE"), data.kind_o.as_ref().map(|word| word.as_str())],
            )
                || !::hera_runtime::expr::within(
                    data.kind.as_ref().map(|word| word.as_str()),
                    data
                        .kinds_o
                        .as_ref()
                        .map(|words| words.iter().map(|word| word.as_str())),
                ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "((if kind not in kinds_o then line.kind not in [SERVICE, kind_o]) || !('ab' in [kind, 'ab']))",
        |data| {
            ::hera_runtime::expr::within(
                data.kind.as_ref().map(|word| word.as_str()),
                data.kinds_o.as_ref().map(|words| words.iter().map(|word| word.as_str())),
            )
                || !::hera_runtime::expr::one_of(
                    data
                        .line
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                    [Some("SERVICE"), data.kind_o.as_ref().map(|word| word.as_str())],
                )
                || !::hera_runtime::expr::one_of(
                    Some("ab"),
                    [data.kind.as_ref().map(|word| word.as_str()), Some("ab")],
                )
        },
        &[false, true, true, false],
    ),
    (
        "!(all([day_o <= '2025-01-31', flag_o]))",
        |data| {
            !::hera_runtime::expr::less_or_equal(
                data.day_o.as_ref(),
                Some(&::hera_runtime::Date::constant(2025, 1, 31)),
            ) || !::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, false, false, true],
    ),
    (
        "(!(line_o.kind not in lines.kind) || (if -(line.amount) != (len(tags_o) * sum(numbers_o)) then -((count_o / len(text))) != -(sum(numbers_o))))",
        |data| {
            ::hera_runtime::expr::within(
                data
                    .line_o
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
                data
                    .lines
                    .as_ref()
                    .map(|items| {
                        items
                            .iter()
                            .filter_map(|item| item.kind.as_ref())
                            .map(|word| word.as_str())
                    }),
            )
                || !::hera_runtime::expr::unequal(
                    ::hera_runtime::expr::negate(
                            data.line.as_ref().and_then(|value| value.amount.as_ref()),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::multiply(
                                    ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                                    ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                )
                || ::hera_runtime::expr::unequal(
                    ::hera_runtime::expr::negate(
                            ::hera_runtime::expr::divide(
                                    ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                        .as_ref(),
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::characters(data.text.as_ref())
                                                .as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::negate(
                                    ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                )
        },
        &[true, true, true, true],
    ),
    (
        "(if at == '2025-01-31T09:30:00Z' then (-((qty_o / qty_o)) != -(len(tags)) && id == id))",
        |data| {
            !::hera_runtime::expr::equal(
                data.at.as_ref(),
                Some(&::hera_runtime::Timestamp::constant(1738315800, 0)),
            )
                || (::hera_runtime::expr::unequal(
                    ::hera_runtime::expr::negate(
                            ::hera_runtime::expr::divide(
                                    data.qty_o.as_ref(),
                                    data.qty_o.as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::negate(
                                    ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                ) && ::hera_runtime::expr::equal(data.id.as_ref(), data.id.as_ref()))
        },
        &[false, true, true, false],
    ),
    (
        "all([any([any(lines_o.taxed), flag]), flag_o])",
        |data| {
            (::hera_runtime::expr::any(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
            ) || ::hera_runtime::expr::is_true(data.flag.as_ref()))
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "((text == kind || exists(flag_o)) || (has(tags, '') || flag_o))",
        |data| {
            ::hera_runtime::expr::equal(
                data.text.as_ref(),
                data.kind.as_ref().map(|word| word.as_str()),
            ) || ::hera_runtime::expr::exists(data.flag_o.as_ref())
                || ::hera_runtime::expr::within(Some(""), data.tags.as_ref())
                || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, true],
    ),
    (
        "all([any([has(tags_o, 'RETAIL'), flag]), flag_o])",
        |data| {
            (::hera_runtime::expr::within(Some("RETAIL"), data.tags_o.as_ref())
                || ::hera_runtime::expr::is_true(data.flag.as_ref()))
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, false, false],
    ),
    (
        "(count * line.amount) in [1, 2.5, qty_o]",
        |data| ::hera_runtime::expr::one_of(
            ::hera_runtime::expr::multiply(
                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                    data.line.as_ref().and_then(|value| value.amount.as_ref()),
                )
                .as_ref(),
            [
                Some(&::hera_runtime::Decimal::new(1, 0)),
                Some(&::hera_runtime::Decimal::new(25, 1)),
                data.qty_o.as_ref(),
            ],
        ),
        &[false, false, false, false],
    ),
    (
        "(((at_o > '2025-01-31T10:30:00.5+01:00') == flag_o) || (qty_o < len(text_o) || day <= '2025-01-31'))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::greater(
                            data.at_o.as_ref(),
                            Some(
                                &::hera_runtime::Timestamp::constant(1738315800, 500000000),
                            ),
                        ),
                    )
                    .as_ref(),
                data.flag_o.as_ref(),
            )
                || ::hera_runtime::expr::less(
                    data.qty_o.as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::characters(data.text_o.as_ref())
                                .as_ref(),
                        )
                        .as_ref(),
                )
                || ::hera_runtime::expr::less_or_equal(
                    data.day.as_ref(),
                    Some(&::hera_runtime::Date::constant(2025, 1, 31)),
                )
        },
        &[true, true, true, true],
    ),
    (
        "(((kind_o not in [SERVICE, kind_o]) == false) || all([count in numbers, flag]))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        !::hera_runtime::expr::one_of(
                            data.kind_o.as_ref().map(|word| word.as_str()),
                            [
                                Some("SERVICE"),
                                data.kind_o.as_ref().map(|word| word.as_str()),
                            ],
                        ),
                    )
                    .as_ref(),
                Some(&false),
            )
                || (::hera_runtime::expr::within(
                    data.count.as_ref(),
                    data.numbers.as_ref(),
                ) && ::hera_runtime::expr::is_true(data.flag.as_ref()))
        },
        &[true, true, true, true],
    ),
    (
        "('ab' not in ['ab', 'x'] && (text not in ['ab', 'x'] || kind == text))",
        |data| {
            !::hera_runtime::expr::one_of(Some("ab"), [Some("ab"), Some("x")])
                && (!::hera_runtime::expr::one_of(
                    data.text.as_ref(),
                    [Some("ab"), Some("x")],
                )
                    || ::hera_runtime::expr::equal(
                        data.kind.as_ref().map(|word| word.as_str()),
                        data.text.as_ref(),
                    ))
        },
        &[false, false, false, false],
    ),
    (
        "('ab' in tags && ((has(tags, text_o)) == flag_o))",
        |data| {
            ::hera_runtime::expr::within(Some("ab"), data.tags.as_ref())
                && ::hera_runtime::expr::equal(
                    Some(
                            ::hera_runtime::expr::within(
                                data.text_o.as_ref(),
                                data.tags.as_ref(),
                            ),
                        )
                        .as_ref(),
                    data.flag_o.as_ref(),
                )
        },
        &[false, true, true, true],
    ),
    (
        "all([((-(-(count_o)) <= (qty - count_o)) == flag), flag])",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::less_or_equal(
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::negate(
                                            ::hera_runtime::expr::negate(data.count_o.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::subtract(
                                    data.qty.as_ref(),
                                    ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                        .as_ref(),
                                )
                                .as_ref(),
                        ),
                    )
                    .as_ref(),
                data.flag.as_ref(),
            ) && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "((len(text) - count_o) - (qty - count_o)) == len(lines_o.kind)",
        |data| ::hera_runtime::expr::equal(
            ::hera_runtime::expr::subtract(
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::subtract(
                                    ::hera_runtime::expr::characters(data.text.as_ref())
                                        .as_ref(),
                                    data.count_o.as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::subtract(
                            data.qty.as_ref(),
                            ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                        )
                        .as_ref(),
                )
                .as_ref(),
            ::hera_runtime::expr::decimal(
                    ::hera_runtime::expr::len(
                            data
                                .lines_o
                                .as_ref()
                                .map(|items| {
                                    items
                                        .iter()
                                        .filter_map(|item| item.kind.as_ref())
                                        .map(|word| word.as_str())
                                }),
                        )
                        .as_ref(),
                )
                .as_ref(),
        ),
        &[false, false, false, false],
    ),
    (
        "all([!('ä' == null), flag_o])",
        |data| {
            ::hera_runtime::expr::exists(Some("ä"))
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "any([line.amount in [1, 2.5, qty_o], flag_o])",
        |data| {
            ::hera_runtime::expr::one_of(
                data.line.as_ref().and_then(|value| value.amount.as_ref()),
                [
                    Some(&::hera_runtime::Decimal::new(1, 0)),
                    Some(&::hera_runtime::Decimal::new(25, 1)),
                    data.qty_o.as_ref(),
                ],
            ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "(!('ab' in tags_o) && ((100000000000.000001 >= qty) == false))",
        |data| {
            !::hera_runtime::expr::within(Some("ab"), data.tags_o.as_ref())
                && ::hera_runtime::expr::equal(
                    Some(
                            ::hera_runtime::expr::greater_or_equal(
                                Some(&::hera_runtime::Decimal::new(100000000000000001, 6)),
                                data.qty.as_ref(),
                            ),
                        )
                        .as_ref(),
                    Some(&false),
                )
        },
        &[false, false, true, false],
    ),
    (
        "!((if at_o != at then flag_o))",
        |data| {
            ::hera_runtime::expr::unequal(data.at_o.as_ref(), data.at.as_ref())
                && !::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "!(at_o >= '2025-01-31T09:30:00Z')",
        |data| {
            !::hera_runtime::expr::greater_or_equal(
                data.at_o.as_ref(),
                Some(&::hera_runtime::Timestamp::constant(1738315800, 0)),
            )
        },
        &[true, false, false, true],
    ),
    (
        "(day < '1970-02-01' || flag)",
        |data| {
            ::hera_runtime::expr::less(
                data.day.as_ref(),
                Some(&::hera_runtime::Date::constant(1970, 2, 1)),
            ) || ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, false, true],
    ),
    (
        "all([!(text_o == kind), flag_o])",
        |data| {
            !::hera_runtime::expr::equal(
                data.text_o.as_ref(),
                data.kind.as_ref().map(|word| word.as_str()),
            ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, false, false],
    ),
    (
        "all(['RETAIL' == text, flag])",
        |data| {
            ::hera_runtime::expr::equal(Some("RETAIL"), data.text.as_ref())
                && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "(!(1 < -(qty)) || '' != 'ä')",
        |data| {
            !::hera_runtime::expr::less(
                Some(&::hera_runtime::Decimal::new(1, 0)),
                ::hera_runtime::expr::negate(data.qty.as_ref()).as_ref(),
            ) || ::hera_runtime::expr::unequal(Some(""), Some("ä"))
        },
        &[true, true, true, true],
    ),
    (
        "!(((has(tags, text)) == flag))",
        |data| {
            !::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::within(
                            data.text.as_ref(),
                            data.tags.as_ref(),
                        ),
                    )
                    .as_ref(),
                data.flag.as_ref(),
            )
        },
        &[false, false, true, true],
    ),
    (
        "(if has(tags_o, text_o) then id_o != id_o)",
        |data| {
            !::hera_runtime::expr::within(data.text_o.as_ref(), data.tags_o.as_ref())
                || ::hera_runtime::expr::unequal(data.id_o.as_ref(), data.id_o.as_ref())
        },
        &[true, false, true, true],
    ),
    (
        "(if (if has(tags, kind_o) then line_o.kind not in lines.kind) then (line.kind == line.kind && exists(line_o.kind)))",
        |data| {
            (::hera_runtime::expr::within(
                data.kind_o.as_ref().map(|word| word.as_str()),
                data.tags.as_ref(),
            )
                && ::hera_runtime::expr::within(
                    data
                        .line_o
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                    data
                        .lines
                        .as_ref()
                        .map(|items| {
                            items
                                .iter()
                                .filter_map(|item| item.kind.as_ref())
                                .map(|word| word.as_str())
                        }),
                ))
                || (::hera_runtime::expr::equal(
                    data
                        .line
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                    data
                        .line
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                )
                    && ::hera_runtime::expr::exists(
                        data
                            .line_o
                            .as_ref()
                            .and_then(|value| value.kind.as_ref())
                            .map(|word| word.as_str()),
                    ))
        },
        &[false, true, false, false],
    ),
    (
        "'ab' not in [text, text_o, 'y']",
        |data| {
            !::hera_runtime::expr::one_of(
                Some("ab"),
                [
                    ::hera_runtime::expr::text(data.text.as_ref()),
                    ::hera_runtime::expr::text(data.text_o.as_ref()),
                    Some("y"),
                ],
            )
        },
        &[false, false, false, true],
    ),
    (
        "!((-(-(-3)) == qty_o || 'ab' != null))",
        |data| {
            !::hera_runtime::expr::equal(
                ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::negate(
                                ::hera_runtime::expr::negate(Some(&-3i64)).as_ref(),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
                data.qty_o.as_ref(),
            ) && !::hera_runtime::expr::exists(Some("ab"))
        },
        &[false, false, false, false],
    ),
    (
        "at_o >= '2025-01-31T10:30:00.5+01:00'",
        |data| ::hera_runtime::expr::greater_or_equal(
            data.at_o.as_ref(),
            Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
        ),
        &[false, false, false, false],
    ),
    (
        "(((id == id_o || day <= day_o)) == flag)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    ::hera_runtime::expr::equal(data.id.as_ref(), data.id_o.as_ref())
                        || ::hera_runtime::expr::less_or_equal(
                            data.day.as_ref(),
                            data.day_o.as_ref(),
                        ),
                )
                .as_ref(),
            data.flag.as_ref(),
        ),
        &[false, true, false, false],
    ),
    (
        "(count * line.amount) == sum(numbers)",
        |data| ::hera_runtime::expr::equal(
            ::hera_runtime::expr::multiply(
                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                    data.line.as_ref().and_then(|value| value.amount.as_ref()),
                )
                .as_ref(),
            ::hera_runtime::expr::decimal(
                    ::hera_runtime::expr::sum(data.numbers.as_ref()).as_ref(),
                )
                .as_ref(),
        ),
        &[true, true, false, false],
    ),
    (
        "(if all([len(tags) in numbers, flag_o]) then all([day_o != day, flag_o]))",
        |data| {
            !::hera_runtime::expr::within(
                ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                data.numbers.as_ref(),
            ) || !::hera_runtime::expr::is_true(data.flag_o.as_ref())
                || (::hera_runtime::expr::unequal(data.day_o.as_ref(), data.day.as_ref())
                    && ::hera_runtime::expr::is_true(data.flag_o.as_ref()))
        },
        &[true, true, true, true],
    ),
    (
        "((-(qty_o) == null || exists(line_o.kind)) || ('RETAIL' != '' || day_o > day))",
        |data| {
            !::hera_runtime::expr::exists(
                ::hera_runtime::expr::negate(data.qty_o.as_ref()).as_ref(),
            )
                || ::hera_runtime::expr::exists(
                    data
                        .line_o
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                ) || ::hera_runtime::expr::unequal(Some("RETAIL"), Some(""))
                || ::hera_runtime::expr::greater(data.day_o.as_ref(), data.day.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "(count_o <= (sum(lines_o.amount) + qty_o) || (day <= day_o || any(lines.taxed)))",
        |data| {
            ::hera_runtime::expr::less_or_equal(
                ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                ::hera_runtime::expr::add(
                        ::hera_runtime::expr::sum(
                                data
                                    .lines_o
                                    .as_ref()
                                    .map(|items| {
                                        items.iter().filter_map(|item| item.amount.as_ref())
                                    }),
                            )
                            .as_ref(),
                        data.qty_o.as_ref(),
                    )
                    .as_ref(),
            )
                || ::hera_runtime::expr::less_or_equal(
                    data.day.as_ref(),
                    data.day_o.as_ref(),
                )
                || ::hera_runtime::expr::any(
                    data
                        .lines
                        .as_ref()
                        .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
                )
        },
        &[true, true, true, true],
    ),
    (
        "all([(lines != null && kind_o == 'RETAIL'), flag])",
        |data| {
            ::hera_runtime::expr::exists(data.lines.as_ref())
                && ::hera_runtime::expr::equal(
                    data.kind_o.as_ref().map(|word| word.as_str()),
                    Some("RETAIL"),
                ) && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[false, true, false, false],
    ),
    (
        "((any(lines.taxed) || line.kind != null) && ('ab' == 'ä' || at <= '2025-01-31T10:30:00.5+01:00'))",
        |data| {
            (::hera_runtime::expr::any(
                data
                    .lines
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
            )
                || ::hera_runtime::expr::exists(
                    data
                        .line
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                ))
                && (::hera_runtime::expr::equal(Some("ab"), Some("ä"))
                    || ::hera_runtime::expr::less_or_equal(
                        data.at.as_ref(),
                        Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
                    ))
        },
        &[true, true, true, true],
    ),
    (
        "((all([at >= '2025-01-31T10:30:00.5+01:00', flag_o])) == false)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    ::hera_runtime::expr::greater_or_equal(
                        data.at.as_ref(),
                        Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
                    ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref()),
                )
                .as_ref(),
            Some(&false),
        ),
        &[true, true, true, true],
    ),
    (
        "(!(any(lines_o.taxed)) && (kind_o != kind && len(lines) != -(count_o)))",
        |data| {
            !::hera_runtime::expr::any(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
            )
                && ::hera_runtime::expr::unequal(
                    data.kind_o.as_ref().map(|word| word.as_str()),
                    data.kind.as_ref().map(|word| word.as_str()),
                )
                && ::hera_runtime::expr::unequal(
                    ::hera_runtime::expr::len(data.lines.as_ref()).as_ref(),
                    ::hera_runtime::expr::negate(data.count_o.as_ref()).as_ref(),
                )
        },
        &[false, false, false, false],
    ),
    (
        "(if day < day then (if text != 'ä' then count <= qty))",
        |data| {
            !::hera_runtime::expr::less(data.day.as_ref(), data.day.as_ref())
                || !::hera_runtime::expr::unequal(data.text.as_ref(), Some("ä"))
                || ::hera_runtime::expr::less_or_equal(
                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                    data.qty.as_ref(),
                )
        },
        &[true, true, true, true],
    ),
    (
        "((((len(text_o) + qty) <= len(lines_o.kind)) == flag) || (if has(tags_o, text_o) then line_o.kind != null))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::less_or_equal(
                            ::hera_runtime::expr::add(
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::characters(data.text_o.as_ref())
                                                .as_ref(),
                                        )
                                        .as_ref(),
                                    data.qty.as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::len(
                                            data
                                                .lines_o
                                                .as_ref()
                                                .map(|items| {
                                                    items
                                                        .iter()
                                                        .filter_map(|item| item.kind.as_ref())
                                                        .map(|word| word.as_str())
                                                }),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                        ),
                    )
                    .as_ref(),
                data.flag.as_ref(),
            )
                || !::hera_runtime::expr::within(
                    data.text_o.as_ref(),
                    data.tags_o.as_ref(),
                )
                || ::hera_runtime::expr::exists(
                    data
                        .line_o
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                )
        },
        &[true, true, true, true],
    ),
    (
        "(if (if flag then line.kind == SERVICE) then (day_o != day || line_o.kind not in lines.kind))",
        |data| {
            (::hera_runtime::expr::is_true(data.flag.as_ref())
                && !::hera_runtime::expr::equal(
                    data
                        .line
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                    Some("SERVICE"),
                ))
                || ::hera_runtime::expr::unequal(data.day_o.as_ref(), data.day.as_ref())
                || !::hera_runtime::expr::within(
                    data
                        .line_o
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                    data
                        .lines
                        .as_ref()
                        .map(|items| {
                            items
                                .iter()
                                .filter_map(|item| item.kind.as_ref())
                                .map(|word| word.as_str())
                        }),
                )
        },
        &[true, true, true, true],
    ),
    (
        "all([(((qty * (qty + qty_o)) >= 9223372036854775807) == flag_o), flag_o])",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::greater_or_equal(
                            ::hera_runtime::expr::multiply(
                                    data.qty.as_ref(),
                                    ::hera_runtime::expr::add(
                                            data.qty.as_ref(),
                                            data.qty_o.as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            Some(&::hera_runtime::Decimal::new(9223372036854775807, 0)),
                        ),
                    )
                    .as_ref(),
                data.flag_o.as_ref(),
            ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "!((sum(numbers_o) * count_o) > (qty_o + qty))",
        |data| {
            !::hera_runtime::expr::greater(
                ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::multiply(
                                ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                                data.count_o.as_ref(),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
                ::hera_runtime::expr::add(data.qty_o.as_ref(), data.qty.as_ref())
                    .as_ref(),
            )
        },
        &[true, false, true, true],
    ),
    (
        "flag",
        |data| ::hera_runtime::expr::is_true(data.flag.as_ref()),
        &[true, true, false, true],
    ),
    (
        "((count / count_o) / (9223372036854775807 + qty_o)) != (count_o + sum([1, qty]))",
        |data| ::hera_runtime::expr::unequal(
            ::hera_runtime::expr::divide(
                    ::hera_runtime::expr::divide(
                            ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                            ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::add(
                            Some(&::hera_runtime::Decimal::new(9223372036854775807, 0)),
                            data.qty_o.as_ref(),
                        )
                        .as_ref(),
                )
                .as_ref(),
            ::hera_runtime::expr::add(
                    ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                    ::hera_runtime::expr::sum(
                            Some(
                                [
                                    Some(&::hera_runtime::Decimal::new(1, 0)),
                                    data.qty.as_ref(),
                                ]
                                    .into_iter()
                                    .flatten(),
                            ),
                        )
                        .as_ref(),
                )
                .as_ref(),
        ),
        &[false, true, false, false],
    ),
    (
        "text_o == kind",
        |data| ::hera_runtime::expr::equal(
            data.text_o.as_ref(),
            data.kind.as_ref().map(|word| word.as_str()),
        ),
        &[false, false, true, false],
    ),
    (
        "day_o >= '2025-01-31'",
        |data| ::hera_runtime::expr::greater_or_equal(
            data.day_o.as_ref(),
            Some(&::hera_runtime::Date::constant(2025, 1, 31)),
        ),
        &[false, true, true, false],
    ),
    (
        "any([((len([1, count_o]) * (count_o / line_o.amount)) > count || count > len(text_o)), flag_o])",
        |data| {
            ::hera_runtime::expr::greater(
                ::hera_runtime::expr::multiply(
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::len(
                                        Some(
                                            [Some(&1i64), data.count_o.as_ref()].into_iter().flatten(),
                                        ),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                        ::hera_runtime::expr::divide(
                                ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                    .as_ref(),
                                data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
                ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
            )
                || ::hera_runtime::expr::greater(
                    data.count.as_ref(),
                    ::hera_runtime::expr::characters(data.text_o.as_ref()).as_ref(),
                ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "(line.kind == kind_o && (lines != null && count_o < (len(lines_o.kind) + line.amount)))",
        |data| {
            ::hera_runtime::expr::equal(
                data
                    .line
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
                data.kind_o.as_ref().map(|word| word.as_str()),
            ) && ::hera_runtime::expr::exists(data.lines.as_ref())
                && ::hera_runtime::expr::less(
                    ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                    ::hera_runtime::expr::add(
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::len(
                                            data
                                                .lines_o
                                                .as_ref()
                                                .map(|items| {
                                                    items
                                                        .iter()
                                                        .filter_map(|item| item.kind.as_ref())
                                                        .map(|word| word.as_str())
                                                }),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            data.line.as_ref().and_then(|value| value.amount.as_ref()),
                        )
                        .as_ref(),
                )
        },
        &[false, false, true, false],
    ),
    (
        "((((sum([1, qty]) / count_o) != null) == false) && any([at_o >= at_o, flag_o]))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::exists(
                            ::hera_runtime::expr::divide(
                                    ::hera_runtime::expr::sum(
                                            Some(
                                                [
                                                    Some(&::hera_runtime::Decimal::new(1, 0)),
                                                    data.qty.as_ref(),
                                                ]
                                                    .into_iter()
                                                    .flatten(),
                                            ),
                                        )
                                        .as_ref(),
                                    ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                        .as_ref(),
                                )
                                .as_ref(),
                        ),
                    )
                    .as_ref(),
                Some(&false),
            )
                && (::hera_runtime::expr::greater_or_equal(
                    data.at_o.as_ref(),
                    data.at_o.as_ref(),
                ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref()))
        },
        &[false, false, true, false],
    ),
    (
        "(if (text_o == kind_o || at_o != '2025-01-31T10:30:00.5+01:00') then !(at != '2025-01-31T10:30:00.5+01:00'))",
        |data| {
            (!::hera_runtime::expr::equal(
                data.text_o.as_ref(),
                data.kind_o.as_ref().map(|word| word.as_str()),
            )
                && !::hera_runtime::expr::unequal(
                    data.at_o.as_ref(),
                    Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
                ))
                || !::hera_runtime::expr::unequal(
                    data.at.as_ref(),
                    Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
                )
        },
        &[true, false, false, true],
    ),
    (
        "all([(9223372036854775807 > sum(numbers_o) && 'ab' == text_o), flag])",
        |data| {
            ::hera_runtime::expr::greater(
                Some(&9223372036854775807i64),
                ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
            ) && ::hera_runtime::expr::equal(Some("ab"), data.text_o.as_ref())
                && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[false, true, false, false],
    ),
    (
        "((((qty * qty_o) <= (sum(numbers) + 1) && line_o.kind == null)) == false)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    ::hera_runtime::expr::less_or_equal(
                        ::hera_runtime::expr::multiply(
                                data.qty.as_ref(),
                                data.qty_o.as_ref(),
                            )
                            .as_ref(),
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::add(
                                        ::hera_runtime::expr::sum(data.numbers.as_ref()).as_ref(),
                                        Some(&1i64),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                    )
                        && !::hera_runtime::expr::exists(
                            data
                                .line_o
                                .as_ref()
                                .and_then(|value| value.kind.as_ref())
                                .map(|word| word.as_str()),
                        ),
                )
                .as_ref(),
            Some(&false),
        ),
        &[true, true, true, true],
    ),
    (
        "(if ((id_o != id_o) == flag_o) then sum(numbers_o) > count_o)",
        |data| {
            !::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::unequal(
                            data.id_o.as_ref(),
                            data.id_o.as_ref(),
                        ),
                    )
                    .as_ref(),
                data.flag_o.as_ref(),
            )
                || ::hera_runtime::expr::greater(
                    ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                    data.count_o.as_ref(),
                )
        },
        &[true, true, true, false],
    ),
    (
        "(((count_o * count) in [0, 3] && flag) || any(lines_o.taxed))",
        |data| {
            (::hera_runtime::expr::one_of(
                ::hera_runtime::expr::multiply(
                        data.count_o.as_ref(),
                        data.count.as_ref(),
                    )
                    .as_ref(),
                [Some(&0i64), Some(&3i64)],
            ) && ::hera_runtime::expr::is_true(data.flag.as_ref()))
                || ::hera_runtime::expr::any(
                    data
                        .lines_o
                        .as_ref()
                        .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
                )
        },
        &[false, true, true, false],
    ),
    (
        "all([all([at >= at_o, flag]), flag_o])",
        |data| {
            ::hera_runtime::expr::greater_or_equal(data.at.as_ref(), data.at_o.as_ref())
                && ::hera_runtime::expr::is_true(data.flag.as_ref())
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, false, false],
    ),
    (
        "(if (if kind != 'RETAIL' then kind == SERVICE) then all([day < '2025-01-31', flag_o]))",
        |data| {
            (::hera_runtime::expr::unequal(
                data.kind.as_ref().map(|word| word.as_str()),
                Some("RETAIL"),
            )
                && !::hera_runtime::expr::equal(
                    data.kind.as_ref().map(|word| word.as_str()),
                    Some("SERVICE"),
                ))
                || (::hera_runtime::expr::less(
                    data.day.as_ref(),
                    Some(&::hera_runtime::Date::constant(2025, 1, 31)),
                ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref()))
        },
        &[false, false, false, false],
    ),
    (
        "(('ab' in [text, text_o, 'y'] || id_o != id) || any([flag, flag]))",
        |data| {
            ::hera_runtime::expr::one_of(
                Some("ab"),
                [
                    ::hera_runtime::expr::text(data.text.as_ref()),
                    ::hera_runtime::expr::text(data.text_o.as_ref()),
                    Some("y"),
                ],
            ) || ::hera_runtime::expr::unequal(data.id_o.as_ref(), data.id.as_ref())
                || ::hera_runtime::expr::is_true(data.flag.as_ref())
                || ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "any([((kind in lines.kind) == false), flag])",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::within(
                            data.kind.as_ref().map(|word| word.as_str()),
                            data
                                .lines
                                .as_ref()
                                .map(|items| {
                                    items
                                        .iter()
                                        .filter_map(|item| item.kind.as_ref())
                                        .map(|word| word.as_str())
                                }),
                        ),
                    )
                    .as_ref(),
                Some(&false),
            ) || ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "(((any(lines.taxed)) == false) && kind_o != null)",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::any(
                            data
                                .lines
                                .as_ref()
                                .map(|items| {
                                    items.iter().filter_map(|item| item.taxed.as_ref())
                                }),
                        ),
                    )
                    .as_ref(),
                Some(&false),
            )
                && ::hera_runtime::expr::exists(
                    data.kind_o.as_ref().map(|word| word.as_str()),
                )
        },
        &[false, false, true, false],
    ),
    (
        "(((kind_o == null) == flag_o) && (if day == '2025-01-31' then has(tags_o, 'ab')))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        !::hera_runtime::expr::exists(
                            data.kind_o.as_ref().map(|word| word.as_str()),
                        ),
                    )
                    .as_ref(),
                data.flag_o.as_ref(),
            )
                && (!::hera_runtime::expr::equal(
                    data.day.as_ref(),
                    Some(&::hera_runtime::Date::constant(2025, 1, 31)),
                ) || ::hera_runtime::expr::within(Some("ab"), data.tags_o.as_ref()))
        },
        &[false, false, false, false],
    ),
    (
        "all([('ä' == 'ä' && day == '2025-01-31'), flag])",
        |data| {
            ::hera_runtime::expr::equal(Some("ä"), Some("ä"))
                && ::hera_runtime::expr::equal(
                    data.day.as_ref(),
                    Some(&::hera_runtime::Date::constant(2025, 1, 31)),
                ) && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, false, true],
    ),
    (
        "(((has(tags_o, 'ab')) == false) || kind in [RETAIL])",
        |data| {
            ::hera_runtime::expr::equal(
                Some(::hera_runtime::expr::within(Some("ab"), data.tags_o.as_ref()))
                    .as_ref(),
                Some(&false),
            )
                || ::hera_runtime::expr::one_of(
                    data.kind.as_ref().map(|word| word.as_str()),
                    [Some("RETAIL")],
                )
        },
        &[true, true, true, true],
    ),
    (
        "!(!(text_o != 'RETAIL'))",
        |data| ::hera_runtime::expr::unequal(data.text_o.as_ref(), Some("RETAIL")),
        &[false, true, false, false],
    ),
    (
        "((line_o.kind not in tags && 100000000000.000001 <= (line_o.amount + len([1, count_o]))) && ((qty_o < (line_o.amount - qty_o)) == false))",
        |data| {
            !::hera_runtime::expr::within(
                data
                    .line_o
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
                data.tags.as_ref(),
            )
                && ::hera_runtime::expr::less_or_equal(
                    Some(&::hera_runtime::Decimal::new(100000000000000001, 6)),
                    ::hera_runtime::expr::add(
                            data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::len(
                                            Some(
                                                [Some(&1i64), data.count_o.as_ref()].into_iter().flatten(),
                                            ),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                )
                && ::hera_runtime::expr::equal(
                    Some(
                            ::hera_runtime::expr::less(
                                data.qty_o.as_ref(),
                                ::hera_runtime::expr::subtract(
                                        data
                                            .line_o
                                            .as_ref()
                                            .and_then(|value| value.amount.as_ref()),
                                        data.qty_o.as_ref(),
                                    )
                                    .as_ref(),
                            ),
                        )
                        .as_ref(),
                    Some(&false),
                )
        },
        &[false, false, false, false],
    ),
    (
        "(if has(tags_o, 'ab') then (if flag_o then -((count + count_o)) <= (count_o * count_o)))",
        |data| {
            !::hera_runtime::expr::within(Some("ab"), data.tags_o.as_ref())
                || !::hera_runtime::expr::is_true(data.flag_o.as_ref())
                || ::hera_runtime::expr::less_or_equal(
                    ::hera_runtime::expr::negate(
                            ::hera_runtime::expr::add(
                                    data.count.as_ref(),
                                    data.count_o.as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::multiply(
                            data.count_o.as_ref(),
                            data.count_o.as_ref(),
                        )
                        .as_ref(),
                )
        },
        &[true, true, true, true],
    ),
    (
        "(((-(line.amount) in [0, 3] || ((sum(numbers_o) * count) / count) >= (count - qty_o))) == true)",
        |data| ::hera_runtime::expr::is_true(
            Some(
                    ::hera_runtime::expr::one_of(
                        ::hera_runtime::expr::negate(
                                data.line.as_ref().and_then(|value| value.amount.as_ref()),
                            )
                            .as_ref(),
                        [
                            Some(&::hera_runtime::Decimal::new(0, 0)),
                            Some(&::hera_runtime::Decimal::new(3, 0)),
                        ],
                    )
                        || ::hera_runtime::expr::greater_or_equal(
                            ::hera_runtime::expr::divide(
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::multiply(
                                                    ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                                                    data.count.as_ref(),
                                                )
                                                .as_ref(),
                                        )
                                        .as_ref(),
                                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::subtract(
                                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                                    data.qty_o.as_ref(),
                                )
                                .as_ref(),
                        ),
                )
                .as_ref(),
        ),
        &[false, true, false, false],
    ),
    (
        "line.kind != RETAIL",
        |data| ::hera_runtime::expr::unequal(
            data
                .line
                .as_ref()
                .and_then(|value| value.kind.as_ref())
                .map(|word| word.as_str()),
            Some("RETAIL"),
        ),
        &[true, true, true, true],
    ),
    (
        "id == id_o",
        |data| ::hera_runtime::expr::equal(data.id.as_ref(), data.id_o.as_ref()),
        &[false, true, true, false],
    ),
    (
        "text_o == 'ä'",
        |data| ::hera_runtime::expr::equal(data.text_o.as_ref(), Some("ä")),
        &[false, false, false, false],
    ),
    (
        "all([(if id_o == id_o then id_o == id), flag_o])",
        |data| {
            (!::hera_runtime::expr::equal(data.id_o.as_ref(), data.id_o.as_ref())
                || ::hera_runtime::expr::equal(data.id_o.as_ref(), data.id.as_ref()))
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "all([(len([1, count_o]) <= (sum(numbers_o) * count) || 'ab' != 'RETAIL'), flag])",
        |data| {
            (::hera_runtime::expr::less_or_equal(
                ::hera_runtime::expr::len(
                        Some([Some(&1i64), data.count_o.as_ref()].into_iter().flatten()),
                    )
                    .as_ref(),
                ::hera_runtime::expr::multiply(
                        ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                        data.count.as_ref(),
                    )
                    .as_ref(),
            ) || ::hera_runtime::expr::unequal(Some("ab"), Some("RETAIL")))
                && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, false, true],
    ),
    (
        "(((has(tags_o, 'RETAIL') || (count_o * (count + count)) < sum(lines.amount))) == false)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    ::hera_runtime::expr::within(Some("RETAIL"), data.tags_o.as_ref())
                        || ::hera_runtime::expr::less(
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::multiply(
                                            data.count_o.as_ref(),
                                            ::hera_runtime::expr::add(
                                                    data.count.as_ref(),
                                                    data.count.as_ref(),
                                                )
                                                .as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::sum(
                                    data
                                        .lines
                                        .as_ref()
                                        .map(|items| {
                                            items.iter().filter_map(|item| item.amount.as_ref())
                                        }),
                                )
                                .as_ref(),
                        ),
                )
                .as_ref(),
            Some(&false),
        ),
        &[true, false, true, true],
    ),
    (
        "(if any([exists((count_o + 9223372036854775807)), flag]) then all([exists(qty), flag]))",
        |data| {
            (!::hera_runtime::expr::exists(
                ::hera_runtime::expr::add(
                        data.count_o.as_ref(),
                        Some(&9223372036854775807i64),
                    )
                    .as_ref(),
            ) && !::hera_runtime::expr::is_true(data.flag.as_ref()))
                || (::hera_runtime::expr::exists(data.qty.as_ref())
                    && ::hera_runtime::expr::is_true(data.flag.as_ref()))
        },
        &[true, true, false, true],
    ),
    (
        "(!(any(lines_o.taxed)) && (if kind_o != SERVICE then line.kind != 'RETAIL'))",
        |data| {
            !::hera_runtime::expr::any(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
            )
                && (!::hera_runtime::expr::unequal(
                    data.kind_o.as_ref().map(|word| word.as_str()),
                    Some("SERVICE"),
                )
                    || ::hera_runtime::expr::unequal(
                        data
                            .line
                            .as_ref()
                            .and_then(|value| value.kind.as_ref())
                            .map(|word| word.as_str()),
                        Some("RETAIL"),
                    ))
        },
        &[true, false, false, true],
    ),
    (
        "(all([exists(kinds_o), flag]) && all([9223372036854775807 >= 0.1, flag_o]))",
        |data| {
            ::hera_runtime::expr::exists(
                data.kinds_o.as_ref().map(|words| words.iter().map(|word| word.as_str())),
            ) && ::hera_runtime::expr::is_true(data.flag.as_ref())
                && ::hera_runtime::expr::greater_or_equal(
                    Some(&::hera_runtime::Decimal::new(9223372036854775807, 0)),
                    Some(&::hera_runtime::Decimal::new(1, 1)),
                ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, false, false],
    ),
    (
        "any([(exists(kind_o) || flag_o), flag_o])",
        |data| {
            ::hera_runtime::expr::exists(data.kind_o.as_ref().map(|word| word.as_str()))
                || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
                || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "(if any([flag, flag_o]) then ((any(lines_o.taxed)) == false))",
        |data| {
            (!::hera_runtime::expr::is_true(data.flag.as_ref())
                && !::hera_runtime::expr::is_true(data.flag_o.as_ref()))
                || ::hera_runtime::expr::equal(
                    Some(
                            ::hera_runtime::expr::any(
                                data
                                    .lines_o
                                    .as_ref()
                                    .map(|items| {
                                        items.iter().filter_map(|item| item.taxed.as_ref())
                                    }),
                            ),
                        )
                        .as_ref(),
                    Some(&false),
                )
        },
        &[true, false, false, true],
    ),
    (
        "!(all([flag, flag]))",
        |data| {
            !::hera_runtime::expr::is_true(data.flag.as_ref())
                || !::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[false, false, true, false],
    ),
    (
        "(if ((((qty + count) - len(tags_o)) >= (sum([1, qty]) * qty)) == false) then ((0 - count_o) in [1, 2.5, qty_o] || 'ab' not in [text, text_o, 'y']))",
        |data| {
            !::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::greater_or_equal(
                            ::hera_runtime::expr::subtract(
                                    ::hera_runtime::expr::add(
                                            data.qty.as_ref(),
                                            ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::multiply(
                                    ::hera_runtime::expr::sum(
                                            Some(
                                                [
                                                    Some(&::hera_runtime::Decimal::new(1, 0)),
                                                    data.qty.as_ref(),
                                                ]
                                                    .into_iter()
                                                    .flatten(),
                                            ),
                                        )
                                        .as_ref(),
                                    data.qty.as_ref(),
                                )
                                .as_ref(),
                        ),
                    )
                    .as_ref(),
                Some(&false),
            )
                || ::hera_runtime::expr::one_of(
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::subtract(
                                    Some(&0i64),
                                    data.count_o.as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    [
                        Some(&::hera_runtime::Decimal::new(1, 0)),
                        Some(&::hera_runtime::Decimal::new(25, 1)),
                        data.qty_o.as_ref(),
                    ],
                )
                || !::hera_runtime::expr::one_of(
                    Some("ab"),
                    [
                        ::hera_runtime::expr::text(data.text.as_ref()),
                        ::hera_runtime::expr::text(data.text_o.as_ref()),
                        Some("y"),
                    ],
                )
        },
        &[false, false, false, true],
    ),
    (
        "(('ab' == text && flag) || ((kind != SERVICE) == flag_o))",
        |data| {
            (::hera_runtime::expr::equal(Some("ab"), data.text.as_ref())
                && ::hera_runtime::expr::is_true(data.flag.as_ref()))
                || ::hera_runtime::expr::equal(
                    Some(
                            ::hera_runtime::expr::unequal(
                                data.kind.as_ref().map(|word| word.as_str()),
                                Some("SERVICE"),
                            ),
                        )
                        .as_ref(),
                    data.flag_o.as_ref(),
                )
        },
        &[true, true, true, false],
    ),
    (
        "flag_o",
        |data| ::hera_runtime::expr::is_true(data.flag_o.as_ref()),
        &[false, true, true, false],
    ),
    (
        "any([(line.kind in kinds && flag_o), flag_o])",
        |data| {
            (::hera_runtime::expr::within(
                data
                    .line
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
                data.kinds.as_ref().map(|words| words.iter().map(|word| word.as_str())),
            ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref()))
                || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "any(lines_o.taxed)",
        |data| ::hera_runtime::expr::any(
            data
                .lines_o
                .as_ref()
                .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
        ),
        &[false, true, true, false],
    ),
    (
        "((100000000000.000001 - qty) / (count_o * count)) != 0",
        |data| ::hera_runtime::expr::unequal(
            ::hera_runtime::expr::divide(
                    ::hera_runtime::expr::subtract(
                            Some(&::hera_runtime::Decimal::new(100000000000000001, 6)),
                            data.qty.as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::multiply(
                                    data.count_o.as_ref(),
                                    data.count.as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                )
                .as_ref(),
            Some(&::hera_runtime::Decimal::new(0, 0)),
        ),
        &[false, true, false, false],
    ),
    (
        "(id != id || (0.1 in lines.amount && len(tags) < count))",
        |data| {
            ::hera_runtime::expr::unequal(data.id.as_ref(), data.id.as_ref())
                || (::hera_runtime::expr::within(
                    Some(&::hera_runtime::Decimal::new(1, 1)),
                    data
                        .lines
                        .as_ref()
                        .map(|items| {
                            items.iter().filter_map(|item| item.amount.as_ref())
                        }),
                )
                    && ::hera_runtime::expr::less(
                        ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                        data.count.as_ref(),
                    ))
        },
        &[false, false, false, false],
    ),
    (
        "(if !(at >= '2025-01-31T10:30:00.5+01:00') then (if len(tags_o) > (count + qty_o) then flag_o))",
        |data| {
            ::hera_runtime::expr::greater_or_equal(
                data.at.as_ref(),
                Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
            )
                || !::hera_runtime::expr::greater(
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::add(
                            ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                            data.qty_o.as_ref(),
                        )
                        .as_ref(),
                ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "flag",
        |data| ::hera_runtime::expr::is_true(data.flag.as_ref()),
        &[true, true, false, true],
    ),
    (
        "((kind not in [SERVICE, kind_o] && at != at_o) || !(all(lines.taxed)))",
        |data| {
            (!::hera_runtime::expr::one_of(
                data.kind.as_ref().map(|word| word.as_str()),
                [Some("SERVICE"), data.kind_o.as_ref().map(|word| word.as_str())],
            ) && ::hera_runtime::expr::unequal(data.at.as_ref(), data.at_o.as_ref()))
                || !::hera_runtime::expr::all(
                    data
                        .lines
                        .as_ref()
                        .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
                )
        },
        &[false, false, false, false],
    ),
    (
        "(if (if (count_o * sum(numbers_o)) in numbers_o then line_o.kind != null) then (day == day_o && day_o != day))",
        |data| {
            (::hera_runtime::expr::within(
                ::hera_runtime::expr::multiply(
                        data.count_o.as_ref(),
                        ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                    )
                    .as_ref(),
                data.numbers_o.as_ref(),
            )
                && !::hera_runtime::expr::exists(
                    data
                        .line_o
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                ))
                || (::hera_runtime::expr::equal(data.day.as_ref(), data.day_o.as_ref())
                    && ::hera_runtime::expr::unequal(
                        data.day_o.as_ref(),
                        data.day.as_ref(),
                    ))
        },
        &[false, false, false, false],
    ),
    (
        "(!(id_o == id) && text not in tags_o)",
        |data| {
            !::hera_runtime::expr::equal(data.id_o.as_ref(), data.id.as_ref())
                && !::hera_runtime::expr::within(
                    data.text.as_ref(),
                    data.tags_o.as_ref(),
                )
        },
        &[true, false, false, true],
    ),
    (
        "((!(((len(lines) / 100000000000.000001) + -3) >= 2.50)) == true)",
        |data| ::hera_runtime::expr::is_true(
            Some(
                    !::hera_runtime::expr::greater_or_equal(
                        ::hera_runtime::expr::add(
                                ::hera_runtime::expr::divide(
                                        ::hera_runtime::expr::decimal(
                                                ::hera_runtime::expr::len(data.lines.as_ref()).as_ref(),
                                            )
                                            .as_ref(),
                                        Some(&::hera_runtime::Decimal::new(100000000000000001, 6)),
                                    )
                                    .as_ref(),
                                Some(&::hera_runtime::Decimal::new(-3, 0)),
                            )
                            .as_ref(),
                        Some(&::hera_runtime::Decimal::new(250, 2)),
                    ),
                )
                .as_ref(),
        ),
        &[true, true, true, true],
    ),
    (
        "(if all([kind_o not in lines.kind, flag]) then any([all(lines.taxed), flag_o]))",
        |data| {
            ::hera_runtime::expr::within(
                data.kind_o.as_ref().map(|word| word.as_str()),
                data
                    .lines
                    .as_ref()
                    .map(|items| {
                        items
                            .iter()
                            .filter_map(|item| item.kind.as_ref())
                            .map(|word| word.as_str())
                    }),
            ) || !::hera_runtime::expr::is_true(data.flag.as_ref())
                || ::hera_runtime::expr::all(
                    data
                        .lines
                        .as_ref()
                        .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
                ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "((if line.kind != kind then qty_o in [1, 2.5, qty_o]) || (if qty_o != len(tags) then qty_o == null))",
        |data| {
            !::hera_runtime::expr::unequal(
                data
                    .line
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
                data.kind.as_ref().map(|word| word.as_str()),
            )
                || ::hera_runtime::expr::one_of(
                    data.qty_o.as_ref(),
                    [
                        Some(&::hera_runtime::Decimal::new(1, 0)),
                        Some(&::hera_runtime::Decimal::new(25, 1)),
                        data.qty_o.as_ref(),
                    ],
                )
                || !::hera_runtime::expr::unequal(
                    data.qty_o.as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                        )
                        .as_ref(),
                ) || !::hera_runtime::expr::exists(data.qty_o.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "(if (if flag_o then exists(((count / line_o.amount) + 0.1))) then (if line.kind != null then '' != 'ä'))",
        |data| {
            (::hera_runtime::expr::is_true(data.flag_o.as_ref())
                && !::hera_runtime::expr::exists(
                    ::hera_runtime::expr::add(
                            ::hera_runtime::expr::divide(
                                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                                    data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                                )
                                .as_ref(),
                            Some(&::hera_runtime::Decimal::new(1, 1)),
                        )
                        .as_ref(),
                ))
                || !::hera_runtime::expr::exists(
                    data
                        .line
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                ) || ::hera_runtime::expr::unequal(Some(""), Some("ä"))
        },
        &[true, true, true, true],
    ),
    (
        "all([(if id_o == '550E8400-E29B-41D4-A716-446655440000' then at_o < at), flag])",
        |data| {
            (!::hera_runtime::expr::equal(
                data.id_o.as_ref(),
                Some(
                    &::hera_runtime::Uuid::from_u128(0x550e8400e29b41d4a716446655440000),
                ),
            ) || ::hera_runtime::expr::less(data.at_o.as_ref(), data.at.as_ref()))
                && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, false, false, true],
    ),
    (
        "all([(all(lines_o.taxed) && sum(lines.amount) < qty_o), flag_o])",
        |data| {
            ::hera_runtime::expr::all(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
            )
                && ::hera_runtime::expr::less(
                    ::hera_runtime::expr::sum(
                            data
                                .lines
                                .as_ref()
                                .map(|items| {
                                    items.iter().filter_map(|item| item.amount.as_ref())
                                }),
                        )
                        .as_ref(),
                    data.qty_o.as_ref(),
                ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, false, true, false],
    ),
    (
        "(((count_o + len(lines)) <= (qty + len([1, count_o])) || text != null) || !(has(tags, 'ä')))",
        |data| {
            ::hera_runtime::expr::less_or_equal(
                ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::add(
                                data.count_o.as_ref(),
                                ::hera_runtime::expr::len(data.lines.as_ref()).as_ref(),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
                ::hera_runtime::expr::add(
                        data.qty.as_ref(),
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::len(
                                        Some(
                                            [Some(&1i64), data.count_o.as_ref()].into_iter().flatten(),
                                        ),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
            ) || ::hera_runtime::expr::exists(data.text.as_ref())
                || !::hera_runtime::expr::within(Some("ä"), data.tags.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "!((day_o > day_o && count_o <= (len(tags_o) / count)))",
        |data| {
            !::hera_runtime::expr::greater(data.day_o.as_ref(), data.day_o.as_ref())
                || !::hera_runtime::expr::less_or_equal(
                    ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                    ::hera_runtime::expr::divide(
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                        )
                        .as_ref(),
                )
        },
        &[true, true, true, true],
    ),
    (
        "((if day < '1970-02-01' then qty >= (len(lines_o.kind) + count_o)) && (at_o <= '2025-01-31T09:30:00Z' && ((qty_o + len(tags_o)) - line.amount) != (len(text_o) + len(tags_o))))",
        |data| {
            (!::hera_runtime::expr::less(
                data.day.as_ref(),
                Some(&::hera_runtime::Date::constant(1970, 2, 1)),
            )
                || ::hera_runtime::expr::greater_or_equal(
                    data.qty.as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::add(
                                    ::hera_runtime::expr::len(
                                            data
                                                .lines_o
                                                .as_ref()
                                                .map(|items| {
                                                    items
                                                        .iter()
                                                        .filter_map(|item| item.kind.as_ref())
                                                        .map(|word| word.as_str())
                                                }),
                                        )
                                        .as_ref(),
                                    data.count_o.as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                ))
                && ::hera_runtime::expr::less_or_equal(
                    data.at_o.as_ref(),
                    Some(&::hera_runtime::Timestamp::constant(1738315800, 0)),
                )
                && ::hera_runtime::expr::unequal(
                    ::hera_runtime::expr::subtract(
                            ::hera_runtime::expr::add(
                                    data.qty_o.as_ref(),
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            data.line.as_ref().and_then(|value| value.amount.as_ref()),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::add(
                                    ::hera_runtime::expr::characters(data.text_o.as_ref())
                                        .as_ref(),
                                    ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                )
        },
        &[false, true, true, false],
    ),
    (
        "(((2.50 > (2.50 * count_o) || count_o == -(line_o.amount))) == flag)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    ::hera_runtime::expr::greater(
                        Some(&::hera_runtime::Decimal::new(250, 2)),
                        ::hera_runtime::expr::multiply(
                                Some(&::hera_runtime::Decimal::new(250, 2)),
                                ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                    .as_ref(),
                            )
                            .as_ref(),
                    )
                        || ::hera_runtime::expr::equal(
                            ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                .as_ref(),
                            ::hera_runtime::expr::negate(
                                    data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                                )
                                .as_ref(),
                        ),
                )
                .as_ref(),
            data.flag.as_ref(),
        ),
        &[false, false, false, false],
    ),
    (
        "(((len(tags_o) < -(line_o.amount)) == true) && ((flag) == true))",
        |data| {
            ::hera_runtime::expr::is_true(
                Some(
                        ::hera_runtime::expr::less(
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::negate(
                                    data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                                )
                                .as_ref(),
                        ),
                    )
                    .as_ref(),
            ) && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "all([all(['RETAIL' in ['ab', 'x'], flag_o]), flag_o])",
        |data| {
            ::hera_runtime::expr::one_of(Some("RETAIL"), [Some("ab"), Some("x")])
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "sum(lines_o.amount) <= -(line.amount)",
        |data| ::hera_runtime::expr::less_or_equal(
            ::hera_runtime::expr::sum(
                    data
                        .lines_o
                        .as_ref()
                        .map(|items| {
                            items.iter().filter_map(|item| item.amount.as_ref())
                        }),
                )
                .as_ref(),
            ::hera_runtime::expr::negate(
                    data.line.as_ref().and_then(|value| value.amount.as_ref()),
                )
                .as_ref(),
        ),
        &[false, false, false, false],
    ),
    (
        "!(!(-(count) >= qty_o))",
        |data| ::hera_runtime::expr::greater_or_equal(
            ::hera_runtime::expr::decimal(
                    ::hera_runtime::expr::negate(data.count.as_ref()).as_ref(),
                )
                .as_ref(),
            data.qty_o.as_ref(),
        ),
        &[false, false, false, false],
    ),
    (
        "((if day > day_o then (count_o - -(9223372036854775807)) != -(qty_o)) || any([line.kind != line.kind, flag]))",
        |data| {
            !::hera_runtime::expr::greater(data.day.as_ref(), data.day_o.as_ref())
                || ::hera_runtime::expr::unequal(
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::subtract(
                                    data.count_o.as_ref(),
                                    ::hera_runtime::expr::negate(Some(&9223372036854775807i64))
                                        .as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::negate(data.qty_o.as_ref()).as_ref(),
                )
                || ::hera_runtime::expr::unequal(
                    data
                        .line
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                    data
                        .line
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                ) || ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "!((has(tags, kind) && -((len(tags_o) / qty)) <= sum(numbers)))",
        |data| {
            !::hera_runtime::expr::within(
                data.kind.as_ref().map(|word| word.as_str()),
                data.tags.as_ref(),
            )
                || !::hera_runtime::expr::less_or_equal(
                    ::hera_runtime::expr::negate(
                            ::hera_runtime::expr::divide(
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                    data.qty.as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::sum(data.numbers.as_ref()).as_ref(),
                        )
                        .as_ref(),
                )
        },
        &[true, false, false, true],
    ),
    (
        "all([(any(lines.taxed) || 'ab' not in tags_o), flag_o])",
        |data| {
            (::hera_runtime::expr::any(
                data
                    .lines
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
            ) || !::hera_runtime::expr::within(Some("ab"), data.tags_o.as_ref()))
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "((!(day >= day)) == false)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    !::hera_runtime::expr::greater_or_equal(
                        data.day.as_ref(),
                        data.day.as_ref(),
                    ),
                )
                .as_ref(),
            Some(&false),
        ),
        &[true, true, true, true],
    ),
    (
        "!((if at <= at then 'ä' in tags))",
        |data| {
            ::hera_runtime::expr::less_or_equal(data.at.as_ref(), data.at.as_ref())
                && !::hera_runtime::expr::within(Some("ä"), data.tags.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "line.amount != (count - line.amount)",
        |data| ::hera_runtime::expr::unequal(
            data.line.as_ref().and_then(|value| value.amount.as_ref()),
            ::hera_runtime::expr::subtract(
                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                    data.line.as_ref().and_then(|value| value.amount.as_ref()),
                )
                .as_ref(),
        ),
        &[true, true, true, true],
    ),
    (
        "all([!(line_o.kind != null), flag_o])",
        |data| {
            !::hera_runtime::expr::exists(
                data
                    .line_o
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
            ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, false, true, false],
    ),
    (
        "(((at == at_o) == flag_o) && exists(line_o.kind))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(::hera_runtime::expr::equal(data.at.as_ref(), data.at_o.as_ref()))
                    .as_ref(),
                data.flag_o.as_ref(),
            )
                && ::hera_runtime::expr::exists(
                    data
                        .line_o
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                )
        },
        &[false, true, false, false],
    ),
    (
        "!((count < (sum(numbers_o) * len(text_o)) && (qty_o + (sum([1, qty]) / -3)) > -(len(tags))))",
        |data| {
            !::hera_runtime::expr::less(
                data.count.as_ref(),
                ::hera_runtime::expr::multiply(
                        ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                        ::hera_runtime::expr::characters(data.text_o.as_ref()).as_ref(),
                    )
                    .as_ref(),
            )
                || !::hera_runtime::expr::greater(
                    ::hera_runtime::expr::add(
                            data.qty_o.as_ref(),
                            ::hera_runtime::expr::divide(
                                    ::hera_runtime::expr::sum(
                                            Some(
                                                [
                                                    Some(&::hera_runtime::Decimal::new(1, 0)),
                                                    data.qty.as_ref(),
                                                ]
                                                    .into_iter()
                                                    .flatten(),
                                            ),
                                        )
                                        .as_ref(),
                                    Some(&::hera_runtime::Decimal::new(-3, 0)),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::negate(
                                    ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                )
        },
        &[true, false, true, true],
    ),
    (
        "(if ((text not in [kind, 'ab']) == flag_o) then any([kinds_o == null, flag]))",
        |data| {
            !::hera_runtime::expr::equal(
                Some(
                        !::hera_runtime::expr::one_of(
                            data.text.as_ref(),
                            [data.kind.as_ref().map(|word| word.as_str()), Some("ab")],
                        ),
                    )
                    .as_ref(),
                data.flag_o.as_ref(),
            )
                || !::hera_runtime::expr::exists(
                    data
                        .kinds_o
                        .as_ref()
                        .map(|words| words.iter().map(|word| word.as_str())),
                ) || ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "flag",
        |data| ::hera_runtime::expr::is_true(data.flag.as_ref()),
        &[true, true, false, true],
    ),
    (
        "all([!((qty / -(count)) < count_o), flag_o])",
        |data| {
            !::hera_runtime::expr::less(
                ::hera_runtime::expr::divide(
                        data.qty.as_ref(),
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::negate(data.count.as_ref()).as_ref(),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
                ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
            ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, false, true, false],
    ),
    (
        "!(any([exists(tags_o), flag_o]))",
        |data| {
            !::hera_runtime::expr::exists(data.tags_o.as_ref())
                && !::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, false, false, true],
    ),
    (
        "!(all([day_o <= day_o, flag]))",
        |data| {
            !::hera_runtime::expr::less_or_equal(
                data.day_o.as_ref(),
                data.day_o.as_ref(),
            ) || !::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, false, true, false],
    ),
    (
        "all([!(exists(text)), flag_o])",
        |data| {
            !::hera_runtime::expr::exists(data.text.as_ref())
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "any([len(tags) in lines.amount, flag_o])",
        |data| {
            ::hera_runtime::expr::within(
                ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                    )
                    .as_ref(),
                data
                    .lines
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
            ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "(if !(((line_o.amount * line.amount) * count_o) == line_o.amount) then flag)",
        |data| {
            ::hera_runtime::expr::equal(
                ::hera_runtime::expr::multiply(
                        ::hera_runtime::expr::multiply(
                                data
                                    .line_o
                                    .as_ref()
                                    .and_then(|value| value.amount.as_ref()),
                                data.line.as_ref().and_then(|value| value.amount.as_ref()),
                            )
                            .as_ref(),
                        ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                    )
                    .as_ref(),
                data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
            ) || ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, false, true],
    ),
    (
        "(all(lines_o.taxed) && ((line_o.kind in lines.kind) == flag_o))",
        |data| {
            ::hera_runtime::expr::all(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
            )
                && ::hera_runtime::expr::equal(
                    Some(
                            ::hera_runtime::expr::within(
                                data
                                    .line_o
                                    .as_ref()
                                    .and_then(|value| value.kind.as_ref())
                                    .map(|word| word.as_str()),
                                data
                                    .lines
                                    .as_ref()
                                    .map(|items| {
                                        items
                                            .iter()
                                            .filter_map(|item| item.kind.as_ref())
                                            .map(|word| word.as_str())
                                    }),
                            ),
                        )
                        .as_ref(),
                    data.flag_o.as_ref(),
                )
        },
        &[false, false, false, false],
    ),
    (
        "((if ((sum([1, qty]) / qty_o) * (len(tags_o) / qty_o)) != 9223372036854775807 then flag) || !(day == '1970-02-01'))",
        |data| {
            !::hera_runtime::expr::unequal(
                ::hera_runtime::expr::multiply(
                        ::hera_runtime::expr::divide(
                                ::hera_runtime::expr::sum(
                                        Some(
                                            [
                                                Some(&::hera_runtime::Decimal::new(1, 0)),
                                                data.qty.as_ref(),
                                            ]
                                                .into_iter()
                                                .flatten(),
                                        ),
                                    )
                                    .as_ref(),
                                data.qty_o.as_ref(),
                            )
                            .as_ref(),
                        ::hera_runtime::expr::divide(
                                ::hera_runtime::expr::decimal(
                                        ::hera_runtime::expr::len(data.tags_o.as_ref()).as_ref(),
                                    )
                                    .as_ref(),
                                data.qty_o.as_ref(),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
                Some(&::hera_runtime::Decimal::new(9223372036854775807, 0)),
            ) || ::hera_runtime::expr::is_true(data.flag.as_ref())
                || !::hera_runtime::expr::equal(
                    data.day.as_ref(),
                    Some(&::hera_runtime::Date::constant(1970, 2, 1)),
                )
        },
        &[true, true, true, true],
    ),
    (
        "any([(flag_o != null || exists(kind)), flag])",
        |data| {
            ::hera_runtime::expr::exists(data.flag_o.as_ref())
                || ::hera_runtime::expr::exists(
                    data.kind.as_ref().map(|word| word.as_str()),
                ) || ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "((all(lines.taxed)) == flag)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    ::hera_runtime::expr::all(
                        data
                            .lines
                            .as_ref()
                            .map(|items| {
                                items.iter().filter_map(|item| item.taxed.as_ref())
                            }),
                    ),
                )
                .as_ref(),
            data.flag.as_ref(),
        ),
        &[true, true, false, true],
    ),
    (
        "(if ((count_o + 9223372036854775807) - line.amount) == (100000000000.000001 / len(text_o)) then (-(qty_o) in lines.amount && text != text))",
        |data| {
            !::hera_runtime::expr::equal(
                ::hera_runtime::expr::subtract(
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::add(
                                        data.count_o.as_ref(),
                                        Some(&9223372036854775807i64),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                        data.line.as_ref().and_then(|value| value.amount.as_ref()),
                    )
                    .as_ref(),
                ::hera_runtime::expr::divide(
                        Some(&::hera_runtime::Decimal::new(100000000000000001, 6)),
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::characters(data.text_o.as_ref())
                                    .as_ref(),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
            )
                || (::hera_runtime::expr::within(
                    ::hera_runtime::expr::negate(data.qty_o.as_ref()).as_ref(),
                    data
                        .lines
                        .as_ref()
                        .map(|items| {
                            items.iter().filter_map(|item| item.amount.as_ref())
                        }),
                )
                    && ::hera_runtime::expr::unequal(
                        data.text.as_ref(),
                        data.text.as_ref(),
                    ))
        },
        &[true, true, true, true],
    ),
    (
        "line.amount < line.amount",
        |data| ::hera_runtime::expr::less(
            data.line.as_ref().and_then(|value| value.amount.as_ref()),
            data.line.as_ref().and_then(|value| value.amount.as_ref()),
        ),
        &[false, false, false, false],
    ),
    (
        "has(tags_o, 'ab')",
        |data| ::hera_runtime::expr::within(Some("ab"), data.tags_o.as_ref()),
        &[false, true, false, false],
    ),
    (
        "all([(flag_o && at_o < '2025-01-31T09:30:00Z'), flag_o])",
        |data| {
            ::hera_runtime::expr::is_true(data.flag_o.as_ref())
                && ::hera_runtime::expr::less(
                    data.at_o.as_ref(),
                    Some(&::hera_runtime::Timestamp::constant(1738315800, 0)),
                ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "((line_o.kind == null && day_o <= '2025-01-31') && line_o.kind == null)",
        |data| {
            !::hera_runtime::expr::exists(
                data
                    .line_o
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
            )
                && ::hera_runtime::expr::less_or_equal(
                    data.day_o.as_ref(),
                    Some(&::hera_runtime::Date::constant(2025, 1, 31)),
                )
                && !::hera_runtime::expr::exists(
                    data
                        .line_o
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                )
        },
        &[false, false, true, true],
    ),
    (
        "(if ((kind in kinds_o) == flag_o) then has(kinds, kind))",
        |data| {
            !::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::within(
                            data.kind.as_ref().map(|word| word.as_str()),
                            data
                                .kinds_o
                                .as_ref()
                                .map(|words| words.iter().map(|word| word.as_str())),
                        ),
                    )
                    .as_ref(),
                data.flag_o.as_ref(),
            )
                || ::hera_runtime::expr::within(
                    data.kind.as_ref().map(|word| word.as_str()),
                    data
                        .kinds
                        .as_ref()
                        .map(|words| words.iter().map(|word| word.as_str())),
                )
        },
        &[true, true, true, true],
    ),
    (
        "(((kind in lines.kind) == flag_o) || (if at < at_o then text != text))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::within(
                            data.kind.as_ref().map(|word| word.as_str()),
                            data
                                .lines
                                .as_ref()
                                .map(|items| {
                                    items
                                        .iter()
                                        .filter_map(|item| item.kind.as_ref())
                                        .map(|word| word.as_str())
                                }),
                        ),
                    )
                    .as_ref(),
                data.flag_o.as_ref(),
            ) || !::hera_runtime::expr::less(data.at.as_ref(), data.at_o.as_ref())
                || ::hera_runtime::expr::unequal(data.text.as_ref(), data.text.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "((!(at_o < at)) == flag_o)",
        |data| ::hera_runtime::expr::equal(
            Some(!::hera_runtime::expr::less(data.at_o.as_ref(), data.at.as_ref()))
                .as_ref(),
            data.flag_o.as_ref(),
        ),
        &[false, true, true, false],
    ),
    (
        "(any([(-(qty_o) / len([1, count_o])) >= count_o, flag]) || !((count_o / (count * qty)) < 9223372036854775807))",
        |data| {
            ::hera_runtime::expr::greater_or_equal(
                ::hera_runtime::expr::divide(
                        ::hera_runtime::expr::negate(data.qty_o.as_ref()).as_ref(),
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::len(
                                        Some(
                                            [Some(&1i64), data.count_o.as_ref()].into_iter().flatten(),
                                        ),
                                    )
                                    .as_ref(),
                            )
                            .as_ref(),
                    )
                    .as_ref(),
                ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
            ) || ::hera_runtime::expr::is_true(data.flag.as_ref())
                || !::hera_runtime::expr::less(
                    ::hera_runtime::expr::divide(
                            ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                .as_ref(),
                            ::hera_runtime::expr::multiply(
                                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                                    data.qty.as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    Some(&::hera_runtime::Decimal::new(9223372036854775807, 0)),
                )
        },
        &[true, true, true, true],
    ),
    (
        "(any([tags_o != null, flag_o]) || !(day_o < day))",
        |data| {
            ::hera_runtime::expr::exists(data.tags_o.as_ref())
                || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
                || !::hera_runtime::expr::less(data.day_o.as_ref(), data.day.as_ref())
        },
        &[true, true, true, false],
    ),
    (
        "(((if (sum(lines.amount) / qty_o) in [1, 2.5, qty_o] then day_o > day_o)) == flag_o)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    !::hera_runtime::expr::one_of(
                        ::hera_runtime::expr::divide(
                                ::hera_runtime::expr::sum(
                                        data
                                            .lines
                                            .as_ref()
                                            .map(|items| {
                                                items.iter().filter_map(|item| item.amount.as_ref())
                                            }),
                                    )
                                    .as_ref(),
                                data.qty_o.as_ref(),
                            )
                            .as_ref(),
                        [
                            Some(&::hera_runtime::Decimal::new(1, 0)),
                            Some(&::hera_runtime::Decimal::new(25, 1)),
                            data.qty_o.as_ref(),
                        ],
                    )
                        || ::hera_runtime::expr::greater(
                            data.day_o.as_ref(),
                            data.day_o.as_ref(),
                        ),
                )
                .as_ref(),
            data.flag_o.as_ref(),
        ),
        &[false, false, true, false],
    ),
    (
        "qty_o <= qty_o",
        |data| ::hera_runtime::expr::less_or_equal(
            data.qty_o.as_ref(),
            data.qty_o.as_ref(),
        ),
        &[false, true, true, false],
    ),
    (
        "(if ((has(tags_o, text)) == flag) then (exists(sum(numbers_o)) && kind_o == 'RETAIL'))",
        |data| {
            !::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::within(
                            data.text.as_ref(),
                            data.tags_o.as_ref(),
                        ),
                    )
                    .as_ref(),
                data.flag.as_ref(),
            )
                || (::hera_runtime::expr::exists(
                    ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                )
                    && ::hera_runtime::expr::equal(
                        data.kind_o.as_ref().map(|word| word.as_str()),
                        Some("RETAIL"),
                    ))
        },
        &[true, true, false, true],
    ),
    (
        "(if ((line.amount - count) / count) <= qty then (if exists(count) then at_o > '2025-01-31T10:30:00.5+01:00'))",
        |data| {
            !::hera_runtime::expr::less_or_equal(
                ::hera_runtime::expr::divide(
                        ::hera_runtime::expr::subtract(
                                data.line.as_ref().and_then(|value| value.amount.as_ref()),
                                ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                            )
                            .as_ref(),
                        ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                    )
                    .as_ref(),
                data.qty.as_ref(),
            ) || !::hera_runtime::expr::exists(data.count.as_ref())
                || ::hera_runtime::expr::greater(
                    data.at_o.as_ref(),
                    Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
                )
        },
        &[false, false, false, true],
    ),
    (
        "!(day > day_o)",
        |data| !::hera_runtime::expr::greater(data.day.as_ref(), data.day_o.as_ref()),
        &[true, true, true, false],
    ),
    (
        "((all([line.kind not in tags, flag])) == flag_o)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    !::hera_runtime::expr::within(
                        data
                            .line
                            .as_ref()
                            .and_then(|value| value.kind.as_ref())
                            .map(|word| word.as_str()),
                        data.tags.as_ref(),
                    ) && ::hera_runtime::expr::is_true(data.flag.as_ref()),
                )
                .as_ref(),
            data.flag_o.as_ref(),
        ),
        &[false, true, false, false],
    ),
    (
        "(((day <= day_o || flag_o)) == true)",
        |data| ::hera_runtime::expr::is_true(
            Some(
                    ::hera_runtime::expr::less_or_equal(
                        data.day.as_ref(),
                        data.day_o.as_ref(),
                    ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref()),
                )
                .as_ref(),
        ),
        &[false, true, true, false],
    ),
    (
        "(if !(line_o.kind not in kinds) then any([-(count_o) in [0, 3], flag_o]))",
        |data| {
            !::hera_runtime::expr::within(
                data
                    .line_o
                    .as_ref()
                    .and_then(|value| value.kind.as_ref())
                    .map(|word| word.as_str()),
                data.kinds.as_ref().map(|words| words.iter().map(|word| word.as_str())),
            )
                || ::hera_runtime::expr::one_of(
                    ::hera_runtime::expr::negate(data.count_o.as_ref()).as_ref(),
                    [Some(&0i64), Some(&3i64)],
                ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "((!(kind != line.kind)) == flag)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    !::hera_runtime::expr::unequal(
                        data.kind.as_ref().map(|word| word.as_str()),
                        data
                            .line
                            .as_ref()
                            .and_then(|value| value.kind.as_ref())
                            .map(|word| word.as_str()),
                    ),
                )
                .as_ref(),
            data.flag.as_ref(),
        ),
        &[false, false, true, false],
    ),
    (
        "(all([id != id, flag_o]) || (at_o != at || any(lines.taxed)))",
        |data| {
            (::hera_runtime::expr::unequal(data.id.as_ref(), data.id.as_ref())
                && ::hera_runtime::expr::is_true(data.flag_o.as_ref()))
                || ::hera_runtime::expr::unequal(data.at_o.as_ref(), data.at.as_ref())
                || ::hera_runtime::expr::any(
                    data
                        .lines
                        .as_ref()
                        .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
                )
        },
        &[true, true, false, true],
    ),
    (
        "(((all(lines.taxed)) == false) || (if at <= '2025-01-31T10:30:00.5+01:00' then ((count_o / len(tags)) * -(qty)) < qty))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::all(
                            data
                                .lines
                                .as_ref()
                                .map(|items| {
                                    items.iter().filter_map(|item| item.taxed.as_ref())
                                }),
                        ),
                    )
                    .as_ref(),
                Some(&false),
            )
                || !::hera_runtime::expr::less_or_equal(
                    data.at.as_ref(),
                    Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
                )
                || ::hera_runtime::expr::less(
                    ::hera_runtime::expr::multiply(
                            ::hera_runtime::expr::divide(
                                    ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                        .as_ref(),
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::negate(data.qty.as_ref()).as_ref(),
                        )
                        .as_ref(),
                    data.qty.as_ref(),
                )
        },
        &[false, true, false, false],
    ),
    (
        "(if (text not in tags || has(tags_o, kind)) then ((line.kind not in [SERVICE, kind_o]) == false))",
        |data| {
            (::hera_runtime::expr::within(data.text.as_ref(), data.tags.as_ref())
                && !::hera_runtime::expr::within(
                    data.kind.as_ref().map(|word| word.as_str()),
                    data.tags_o.as_ref(),
                ))
                || ::hera_runtime::expr::equal(
                    Some(
                            !::hera_runtime::expr::one_of(
                                data
                                    .line
                                    .as_ref()
                                    .and_then(|value| value.kind.as_ref())
                                    .map(|word| word.as_str()),
                                [
                                    Some("SERVICE"),
                                    data.kind_o.as_ref().map(|word| word.as_str()),
                                ],
                            ),
                        )
                        .as_ref(),
                    Some(&false),
                )
        },
        &[true, true, true, true],
    ),
    (
        "(if (flag_o || has(tags, 'ab')) then (if count_o > -(qty) then 'ab' in [text, text_o, 'y']))",
        |data| {
            (!::hera_runtime::expr::is_true(data.flag_o.as_ref())
                && !::hera_runtime::expr::within(Some("ab"), data.tags.as_ref()))
                || !::hera_runtime::expr::greater(
                    ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                    ::hera_runtime::expr::negate(data.qty.as_ref()).as_ref(),
                )
                || ::hera_runtime::expr::one_of(
                    Some("ab"),
                    [
                        ::hera_runtime::expr::text(data.text.as_ref()),
                        ::hera_runtime::expr::text(data.text_o.as_ref()),
                        Some("y"),
                    ],
                )
        },
        &[true, true, true, true],
    ),
    (
        "(((((line.amount + count) * 100000000000.000001) != qty) == flag) && all([len([1, count_o]) == (qty_o + line_o.amount), flag]))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::unequal(
                            ::hera_runtime::expr::multiply(
                                    ::hera_runtime::expr::add(
                                            data.line.as_ref().and_then(|value| value.amount.as_ref()),
                                            ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                    Some(&::hera_runtime::Decimal::new(100000000000000001, 6)),
                                )
                                .as_ref(),
                            data.qty.as_ref(),
                        ),
                    )
                    .as_ref(),
                data.flag.as_ref(),
            )
                && ::hera_runtime::expr::equal(
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::len(
                                    Some(
                                        [Some(&1i64), data.count_o.as_ref()].into_iter().flatten(),
                                    ),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::add(
                            data.qty_o.as_ref(),
                            data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                        )
                        .as_ref(),
                ) && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "all([any(lines_o.taxed), flag])",
        |data| {
            ::hera_runtime::expr::any(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
            ) && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[false, true, false, false],
    ),
    (
        "(if (((count * count_o) in lines.amount) == flag) then all([(qty + qty) in [1, 2.5, qty_o], flag_o]))",
        |data| {
            !::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::within(
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::multiply(
                                            data.count.as_ref(),
                                            data.count_o.as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            data
                                .lines
                                .as_ref()
                                .map(|items| {
                                    items.iter().filter_map(|item| item.amount.as_ref())
                                }),
                        ),
                    )
                    .as_ref(),
                data.flag.as_ref(),
            )
                || (::hera_runtime::expr::one_of(
                    ::hera_runtime::expr::add(data.qty.as_ref(), data.qty.as_ref())
                        .as_ref(),
                    [
                        Some(&::hera_runtime::Decimal::new(1, 0)),
                        Some(&::hera_runtime::Decimal::new(25, 1)),
                        data.qty_o.as_ref(),
                    ],
                ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref()))
        },
        &[true, true, false, true],
    ),
    (
        "all([(kinds_o == null || kind != null), flag_o])",
        |data| {
            (!::hera_runtime::expr::exists(
                data.kinds_o.as_ref().map(|words| words.iter().map(|word| word.as_str())),
            )
                || ::hera_runtime::expr::exists(
                    data.kind.as_ref().map(|word| word.as_str()),
                )) && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[false, true, true, false],
    ),
    (
        "(!(id == id) && ('RETAIL' != '' && kind != null))",
        |data| {
            !::hera_runtime::expr::equal(data.id.as_ref(), data.id.as_ref())
                && ::hera_runtime::expr::unequal(Some("RETAIL"), Some(""))
                && ::hera_runtime::expr::exists(
                    data.kind.as_ref().map(|word| word.as_str()),
                )
        },
        &[false, false, false, false],
    ),
    (
        "!(any([qty_o > (qty_o / count), flag_o]))",
        |data| {
            !::hera_runtime::expr::greater(
                data.qty_o.as_ref(),
                ::hera_runtime::expr::divide(
                        data.qty_o.as_ref(),
                        ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                    )
                    .as_ref(),
            ) && !::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, false, false, true],
    ),
    (
        "((count <= len(lines)) == false)",
        |data| ::hera_runtime::expr::equal(
            Some(
                    ::hera_runtime::expr::less_or_equal(
                        data.count.as_ref(),
                        ::hera_runtime::expr::len(data.lines.as_ref()).as_ref(),
                    ),
                )
                .as_ref(),
            Some(&false),
        ),
        &[true, true, true, false],
    ),
    (
        "(count / count) in lines.amount",
        |data| ::hera_runtime::expr::within(
            ::hera_runtime::expr::divide(
                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                )
                .as_ref(),
            data
                .lines
                .as_ref()
                .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
        ),
        &[true, true, false, false],
    ),
    (
        "(if all([exists(tags_o), flag_o]) then ((text != text) == flag_o))",
        |data| {
            !::hera_runtime::expr::exists(data.tags_o.as_ref())
                || !::hera_runtime::expr::is_true(data.flag_o.as_ref())
                || ::hera_runtime::expr::equal(
                    Some(
                            ::hera_runtime::expr::unequal(
                                data.text.as_ref(),
                                data.text.as_ref(),
                            ),
                        )
                        .as_ref(),
                    data.flag_o.as_ref(),
                )
        },
        &[true, false, false, true],
    ),
    (
        "(id == id && (if (count_o * qty_o) in [1, 2.5, qty_o] then at == at))",
        |data| {
            ::hera_runtime::expr::equal(data.id.as_ref(), data.id.as_ref())
                && (!::hera_runtime::expr::one_of(
                    ::hera_runtime::expr::multiply(
                            ::hera_runtime::expr::decimal(data.count_o.as_ref())
                                .as_ref(),
                            data.qty_o.as_ref(),
                        )
                        .as_ref(),
                    [
                        Some(&::hera_runtime::Decimal::new(1, 0)),
                        Some(&::hera_runtime::Decimal::new(25, 1)),
                        data.qty_o.as_ref(),
                    ],
                ) || ::hera_runtime::expr::equal(data.at.as_ref(), data.at.as_ref()))
        },
        &[true, true, true, true],
    ),
    (
        "any([((line_o.kind != 'RETAIL') == false), flag_o])",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::unequal(
                            data
                                .line_o
                                .as_ref()
                                .and_then(|value| value.kind.as_ref())
                                .map(|word| word.as_str()),
                            Some("RETAIL"),
                        ),
                    )
                    .as_ref(),
                Some(&false),
            ) || ::hera_runtime::expr::is_true(data.flag_o.as_ref())
        },
        &[true, true, true, true],
    ),
    (
        "((has(tags, kind_o) || 'RETAIL' not in ['ab', 'x']) && !(qty_o != qty))",
        |data| {
            (::hera_runtime::expr::within(
                data.kind_o.as_ref().map(|word| word.as_str()),
                data.tags.as_ref(),
            ) || !::hera_runtime::expr::one_of(Some("RETAIL"), [Some("ab"), Some("x")]))
                && !::hera_runtime::expr::unequal(data.qty_o.as_ref(), data.qty.as_ref())
        },
        &[true, true, false, true],
    ),
    (
        "((if kind != kind then line_o.kind != null) && len([1, count_o]) in lines.amount)",
        |data| {
            (!::hera_runtime::expr::unequal(
                data.kind.as_ref().map(|word| word.as_str()),
                data.kind.as_ref().map(|word| word.as_str()),
            )
                || ::hera_runtime::expr::exists(
                    data
                        .line_o
                        .as_ref()
                        .and_then(|value| value.kind.as_ref())
                        .map(|word| word.as_str()),
                ))
                && ::hera_runtime::expr::within(
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::len(
                                    Some(
                                        [Some(&1i64), data.count_o.as_ref()].into_iter().flatten(),
                                    ),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    data
                        .lines
                        .as_ref()
                        .map(|items| {
                            items.iter().filter_map(|item| item.amount.as_ref())
                        }),
                )
        },
        &[true, false, false, true],
    ),
    (
        "all([all([kinds_o == null, flag_o]), flag])",
        |data| {
            !::hera_runtime::expr::exists(
                data.kinds_o.as_ref().map(|words| words.iter().map(|word| word.as_str())),
            ) && ::hera_runtime::expr::is_true(data.flag_o.as_ref())
                && ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[false, false, false, false],
    ),
    (
        "any([(text != text && kind_o == kind_o), flag])",
        |data| {
            (::hera_runtime::expr::unequal(data.text.as_ref(), data.text.as_ref())
                && ::hera_runtime::expr::equal(
                    data.kind_o.as_ref().map(|word| word.as_str()),
                    data.kind_o.as_ref().map(|word| word.as_str()),
                )) || ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, false, true],
    ),
    (
        "(if all([text != text_o, flag_o]) then (flag && qty == null))",
        |data| {
            !::hera_runtime::expr::unequal(data.text.as_ref(), data.text_o.as_ref())
                || !::hera_runtime::expr::is_true(data.flag_o.as_ref())
                || (::hera_runtime::expr::is_true(data.flag.as_ref())
                    && !::hera_runtime::expr::exists(data.qty.as_ref()))
        },
        &[true, true, false, true],
    ),
    (
        "any(lines_o.taxed)",
        |data| ::hera_runtime::expr::any(
            data
                .lines_o
                .as_ref()
                .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
        ),
        &[false, true, true, false],
    ),
    (
        "((((qty_o * (len(lines) + qty)) >= (count / line_o.amount)) == flag_o) || (((count_o + count_o) + qty_o) != (len(tags) * line_o.amount) && line_o.kind == kind))",
        |data| {
            ::hera_runtime::expr::equal(
                Some(
                        ::hera_runtime::expr::greater_or_equal(
                            ::hera_runtime::expr::multiply(
                                    data.qty_o.as_ref(),
                                    ::hera_runtime::expr::add(
                                            ::hera_runtime::expr::decimal(
                                                    ::hera_runtime::expr::len(data.lines.as_ref()).as_ref(),
                                                )
                                                .as_ref(),
                                            data.qty.as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            ::hera_runtime::expr::divide(
                                    ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                                    data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                                )
                                .as_ref(),
                        ),
                    )
                    .as_ref(),
                data.flag_o.as_ref(),
            )
                || (::hera_runtime::expr::unequal(
                    ::hera_runtime::expr::add(
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::add(
                                            data.count_o.as_ref(),
                                            data.count_o.as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                            data.qty_o.as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::multiply(
                            ::hera_runtime::expr::decimal(
                                    ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                                )
                                .as_ref(),
                            data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                        )
                        .as_ref(),
                )
                    && ::hera_runtime::expr::equal(
                        data
                            .line_o
                            .as_ref()
                            .and_then(|value| value.kind.as_ref())
                            .map(|word| word.as_str()),
                        data.kind.as_ref().map(|word| word.as_str()),
                    ))
        },
        &[false, true, false, true],
    ),
    (
        "!(!(id_o != id_o))",
        |data| ::hera_runtime::expr::unequal(data.id_o.as_ref(), data.id_o.as_ref()),
        &[false, false, false, false],
    ),
    (
        "exists(tags_o)",
        |data| ::hera_runtime::expr::exists(data.tags_o.as_ref()),
        &[false, true, true, false],
    ),
    (
        "flag_o",
        |data| ::hera_runtime::expr::is_true(data.flag_o.as_ref()),
        &[false, true, true, false],
    ),
    (
        "((((((len(tags) * count) * (qty * sum(lines.amount))) < -(count_o)) == flag)) == true)",
        |data| ::hera_runtime::expr::is_true(
            Some(
                    ::hera_runtime::expr::equal(
                        Some(
                                ::hera_runtime::expr::less(
                                    ::hera_runtime::expr::multiply(
                                            ::hera_runtime::expr::decimal(
                                                    ::hera_runtime::expr::multiply(
                                                            ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                                                            data.count.as_ref(),
                                                        )
                                                        .as_ref(),
                                                )
                                                .as_ref(),
                                            ::hera_runtime::expr::multiply(
                                                    data.qty.as_ref(),
                                                    ::hera_runtime::expr::sum(
                                                            data
                                                                .lines
                                                                .as_ref()
                                                                .map(|items| {
                                                                    items.iter().filter_map(|item| item.amount.as_ref())
                                                                }),
                                                        )
                                                        .as_ref(),
                                                )
                                                .as_ref(),
                                        )
                                        .as_ref(),
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::negate(data.count_o.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                ),
                            )
                            .as_ref(),
                        data.flag.as_ref(),
                    ),
                )
                .as_ref(),
        ),
        &[false, false, true, false],
    ),
    (
        "!((if kind != 'RETAIL' then line_o.amount in lines.amount))",
        |data| {
            ::hera_runtime::expr::unequal(
                data.kind.as_ref().map(|word| word.as_str()),
                Some("RETAIL"),
            )
                && !::hera_runtime::expr::within(
                    data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                    data
                        .lines
                        .as_ref()
                        .map(|items| {
                            items.iter().filter_map(|item| item.amount.as_ref())
                        }),
                )
        },
        &[false, false, false, false],
    ),
    (
        "!(((qty_o * qty) >= 0.1 && any(lines_o.taxed)))",
        |data| {
            !::hera_runtime::expr::greater_or_equal(
                ::hera_runtime::expr::multiply(data.qty_o.as_ref(), data.qty.as_ref())
                    .as_ref(),
                Some(&::hera_runtime::Decimal::new(1, 1)),
            )
                || !::hera_runtime::expr::any(
                    data
                        .lines_o
                        .as_ref()
                        .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
                )
        },
        &[true, false, false, true],
    ),
    (
        "((kind_o in [SERVICE, kind_o] || any(lines.taxed)) || (if len(text) == qty_o then -((qty_o - sum(numbers_o))) == (len(tags) + count)))",
        |data| {
            ::hera_runtime::expr::one_of(
                data.kind_o.as_ref().map(|word| word.as_str()),
                [Some("SERVICE"), data.kind_o.as_ref().map(|word| word.as_str())],
            )
                || ::hera_runtime::expr::any(
                    data
                        .lines
                        .as_ref()
                        .map(|items| items.iter().filter_map(|item| item.taxed.as_ref())),
                )
                || !::hera_runtime::expr::equal(
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::characters(data.text.as_ref()).as_ref(),
                        )
                        .as_ref(),
                    data.qty_o.as_ref(),
                )
                || ::hera_runtime::expr::equal(
                    ::hera_runtime::expr::negate(
                            ::hera_runtime::expr::subtract(
                                    data.qty_o.as_ref(),
                                    ::hera_runtime::expr::decimal(
                                            ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                                        )
                                        .as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                    ::hera_runtime::expr::decimal(
                            ::hera_runtime::expr::add(
                                    ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                                    data.count.as_ref(),
                                )
                                .as_ref(),
                        )
                        .as_ref(),
                )
        },
        &[true, true, true, true],
    ),
    (
        "any([text not in [kind, 'ab'], flag])",
        |data| {
            !::hera_runtime::expr::one_of(
                data.text.as_ref(),
                [data.kind.as_ref().map(|word| word.as_str()), Some("ab")],
            ) || ::hera_runtime::expr::is_true(data.flag.as_ref())
        },
        &[true, true, false, true],
    ),
    (
        "!((kind_o != 'RETAIL' || at_o == '2025-01-31T10:30:00.5+01:00'))",
        |data| {
            !::hera_runtime::expr::unequal(
                data.kind_o.as_ref().map(|word| word.as_str()),
                Some("RETAIL"),
            )
                && !::hera_runtime::expr::equal(
                    data.at_o.as_ref(),
                    Some(&::hera_runtime::Timestamp::constant(1738315800, 500000000)),
                )
        },
        &[true, true, false, true],
    ),
    (
        "(if !(kind != null) then (id == id || len(text) in numbers))",
        |data| {
            ::hera_runtime::expr::exists(data.kind.as_ref().map(|word| word.as_str()))
                || ::hera_runtime::expr::equal(data.id.as_ref(), data.id.as_ref())
                || ::hera_runtime::expr::within(
                    ::hera_runtime::expr::characters(data.text.as_ref()).as_ref(),
                    data.numbers.as_ref(),
                )
        },
        &[true, true, true, true],
    ),
    (
        "has(kinds, kind_o)",
        |data| ::hera_runtime::expr::within(
            data.kind_o.as_ref().map(|word| word.as_str()),
            data.kinds.as_ref().map(|words| words.iter().map(|word| word.as_str())),
        ),
        &[false, true, false, false],
    ),
    (
        "(if (at_o > '2025-01-31T09:30:00Z' && kind_o == 'RETAIL') then has(tags, 'RETAIL'))",
        |data| {
            !::hera_runtime::expr::greater(
                data.at_o.as_ref(),
                Some(&::hera_runtime::Timestamp::constant(1738315800, 0)),
            )
                || !::hera_runtime::expr::equal(
                    data.kind_o.as_ref().map(|word| word.as_str()),
                    Some("RETAIL"),
                ) || ::hera_runtime::expr::within(Some("RETAIL"), data.tags.as_ref())
        },
        &[true, true, true, true],
    ),
];
pub(super) const VALUES: &[Emitted] = &[
    (
        "kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kind.as_ref()),
        ),
        &[Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\"")],
    ),
    (
        "[(len(lines) / qty), (count_o + qty_o)]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    ::hera_runtime::expr::divide(
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::len(data.lines.as_ref()).as_ref(),
                            )
                            .as_ref(),
                        data.qty.as_ref(),
                    ),
                    ::hera_runtime::expr::add(
                        ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                        data.qty_o.as_ref(),
                    ),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"0.8\"]"),
            Some("[\"0.8\",\"5.5\"]"),
            Some("[\"0\",\"-9223372036854775808\"]"),
            Some("[]"),
        ],
    ),
    (
        "[-(9223372036854775807), (len(tags) * line_o.amount)]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::negate(Some(&9223372036854775807i64))
                            .as_ref(),
                    ),
                    ::hera_runtime::expr::multiply(
                        ::hera_runtime::expr::decimal(
                                ::hera_runtime::expr::len(data.tags.as_ref()).as_ref(),
                            )
                            .as_ref(),
                        data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                    ),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"-9223372036854775807\"]"),
            Some("[\"-9223372036854775807\",\"2\"]"),
            Some("[\"-9223372036854775807\"]"),
            Some("[\"-9223372036854775807\"]"),
        ],
    ),
    (
        "kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kind.as_ref()),
        ),
        &[Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\"")],
    ),
    (
        "(sum([1, qty]) - sum(numbers_o))",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::subtract(
                ::hera_runtime::expr::sum(
                        Some(
                            [
                                Some(&::hera_runtime::Decimal::new(1, 0)),
                                data.qty.as_ref(),
                            ]
                                .into_iter()
                                .flatten(),
                        ),
                    )
                    .as_ref(),
                ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::sum(data.numbers_o.as_ref()).as_ref(),
                    )
                    .as_ref(),
            ),
        ),
        &[None, Some("\"0.5\""), None, None],
    ),
    (
        "[sum(lines.amount), -(line.amount)]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    ::hera_runtime::expr::sum(
                        data
                            .lines
                            .as_ref()
                            .map(|items| {
                                items.iter().filter_map(|item| item.amount.as_ref())
                            }),
                    ),
                    ::hera_runtime::expr::negate(
                        data.line.as_ref().and_then(|value| value.amount.as_ref()),
                    ),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"2.5\",\"-1\"]"),
            Some("[\"2.5\",\"-1\"]"),
            Some("[\"0\",\"-1\"]"),
            Some("[\"2.5\",\"-1\"]"),
        ],
    ),
    (
        "[qty_o, (1 + count_o)]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    ::hera_runtime::expr::owned(data.qty_o.as_ref()),
                    ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::add(Some(&1i64), data.count_o.as_ref())
                            .as_ref(),
                    ),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[]"),
            Some("[\"2.5\",\"4\"]"),
            Some("[\"0.0000000000000000000000000001\",\"-9223372036854775807\"]"),
            Some("[]"),
        ],
    ),
    (
        "-((qty + count_o))",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::negate(
                ::hera_runtime::expr::add(
                        data.qty.as_ref(),
                        ::hera_runtime::expr::decimal(data.count_o.as_ref()).as_ref(),
                    )
                    .as_ref(),
            ),
        ),
        &[None, Some("\"-5.5\""), Some("\"-79228162505040965556689174527\""), None],
    ),
    (
        "[1, qty]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    Some(::hera_runtime::Decimal::new(1, 0)),
                    ::hera_runtime::expr::owned(data.qty.as_ref()),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"1\",\"2.5\"]"),
            Some("[\"1\",\"2.5\"]"),
            Some("[\"1\",\"79228162514264337593543950335\"]"),
            Some("[\"1\",\"0\"]"),
        ],
    ),
    (
        "[1, qty]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    Some(::hera_runtime::Decimal::new(1, 0)),
                    ::hera_runtime::expr::owned(data.qty.as_ref()),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"1\",\"2.5\"]"),
            Some("[\"1\",\"2.5\"]"),
            Some("[\"1\",\"79228162514264337593543950335\"]"),
            Some("[\"1\",\"0\"]"),
        ],
    ),
    (
        "lines_o.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
            ),
        ),
        &[None, Some("[\"1.5\",\"1\"]"), Some("[\"1.5\",\"1\"]"), Some("[]")],
    ),
    (
        "day",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::encoded(::hera_runtime::expr::owned(data.day.as_ref())),
        ),
        &[
            Some("\"2025-01-31\""),
            Some("\"2025-01-31\""),
            Some("\"2025-01-31\""),
            Some("\"2025-01-31\""),
        ],
    ),
    (
        "qty_o",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::encoded(
                ::hera_runtime::expr::owned(data.qty_o.as_ref()),
            ),
        ),
        &[None, Some("\"2.5\""), Some("\"0.0000000000000000000000000001\""), None],
    ),
    (
        "kinds_o",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kinds_o.as_ref()),
        ),
        &[None, Some("[\"RETAIL\"]"), Some("[\"RETAIL\"]"), None],
    ),
    (
        "sum(numbers_o)",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::sum(data.numbers_o.as_ref()),
        ),
        &[None, Some("3"), None, None],
    ),
    (
        "[RETAIL, kind_o]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    Some(super::data::Kind::Retail),
                    ::hera_runtime::expr::recoded::<
                        _,
                        super::data::Kind,
                    >(::hera_runtime::expr::owned(data.kind_o.as_ref())),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<super::data::Kind>>(),
            ),
        ),
        &[
            Some("[\"RETAIL\"]"),
            Some("[\"RETAIL\",\"RETAIL\"]"),
            Some("[\"RETAIL\",\"SERVICE\"]"),
            Some("[\"RETAIL\"]"),
        ],
    ),
    (
        "lines",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::encoded(
                ::hera_runtime::expr::owned(data.lines.as_ref()),
            ),
        ),
        &[
            Some(
                "[{\"amount\":\"1.5\",\"kind\":\"RETAIL\",\"taxed\":true},{\"amount\":\"1\"}]",
            ),
            Some(
                "[{\"amount\":\"1.5\",\"kind\":\"RETAIL\",\"taxed\":true},{\"amount\":\"1\"}]",
            ),
            Some("[]"),
            Some(
                "[{\"amount\":\"1.5\",\"kind\":\"RETAIL\",\"taxed\":true},{\"amount\":\"1\"}]",
            ),
        ],
    ),
    (
        "lines.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
            ),
        ),
        &[
            Some("[\"1.5\",\"1\"]"),
            Some("[\"1.5\",\"1\"]"),
            Some("[]"),
            Some("[\"1.5\",\"1\"]"),
        ],
    ),
    (
        "line.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(
                data.line.as_ref().and_then(|value| value.amount.as_ref()),
            ),
        ),
        &[Some("\"1\""), Some("\"1\""), Some("\"1\""), Some("\"1\"")],
    ),
    (
        "lines.kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.kind.as_ref())),
            ),
        ),
        &[Some("[\"RETAIL\"]"), Some("[\"RETAIL\"]"), Some("[]"), Some("[\"RETAIL\"]")],
    ),
    (
        "-(-(qty))",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::negate(
                ::hera_runtime::expr::negate(data.qty.as_ref()).as_ref(),
            ),
        ),
        &[
            Some("\"2.5\""),
            Some("\"2.5\""),
            Some("\"79228162514264337593543950335\""),
            Some("\"0\""),
        ],
    ),
    (
        "[-(len(text)), count]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::negate(
                                ::hera_runtime::expr::characters(data.text.as_ref())
                                    .as_ref(),
                            )
                            .as_ref(),
                    ),
                    ::hera_runtime::expr::decimal(data.count.as_ref()),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"-2\",\"3\"]"),
            Some("[\"-2\",\"3\"]"),
            Some("[\"-2\",\"9223372036854775807\"]"),
            Some("[\"0\",\"0\"]"),
        ],
    ),
    (
        "[RETAIL, kind_o]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    Some(super::data::Kind::Retail),
                    ::hera_runtime::expr::recoded::<
                        _,
                        super::data::Kind,
                    >(::hera_runtime::expr::owned(data.kind_o.as_ref())),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<super::data::Kind>>(),
            ),
        ),
        &[
            Some("[\"RETAIL\"]"),
            Some("[\"RETAIL\",\"RETAIL\"]"),
            Some("[\"RETAIL\",\"SERVICE\"]"),
            Some("[\"RETAIL\"]"),
        ],
    ),
    (
        "kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kind.as_ref()),
        ),
        &[Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\"")],
    ),
    (
        "id",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::encoded(::hera_runtime::expr::owned(data.id.as_ref())),
        ),
        &[
            Some("\"550e8400-e29b-41d4-a716-446655440000\""),
            Some("\"550e8400-e29b-41d4-a716-446655440000\""),
            Some("\"550e8400-e29b-41d4-a716-446655440000\""),
            Some("\"550e8400-e29b-41d4-a716-446655440000\""),
        ],
    ),
    (
        "(-(qty) - (1 / 9223372036854775807))",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::subtract(
                ::hera_runtime::expr::negate(data.qty.as_ref()).as_ref(),
                ::hera_runtime::expr::divide(
                        Some(&::hera_runtime::Decimal::new(1, 0)),
                        Some(&::hera_runtime::Decimal::new(9223372036854775807, 0)),
                    )
                    .as_ref(),
            ),
        ),
        &[
            Some("\"-2.5000000000000000001084202172\""),
            Some("\"-2.5000000000000000001084202172\""),
            Some("\"-79228162514264337593543950335\""),
            Some("\"-0.0000000000000000001084202172\""),
        ],
    ),
    (
        "lines.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
            ),
        ),
        &[
            Some("[\"1.5\",\"1\"]"),
            Some("[\"1.5\",\"1\"]"),
            Some("[]"),
            Some("[\"1.5\",\"1\"]"),
        ],
    ),
    (
        "id",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::encoded(::hera_runtime::expr::owned(data.id.as_ref())),
        ),
        &[
            Some("\"550e8400-e29b-41d4-a716-446655440000\""),
            Some("\"550e8400-e29b-41d4-a716-446655440000\""),
            Some("\"550e8400-e29b-41d4-a716-446655440000\""),
            Some("\"550e8400-e29b-41d4-a716-446655440000\""),
        ],
    ),
    (
        "text",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.text.as_ref()),
        ),
        &[Some("\"ab\""), Some("\"ab\""), Some("\"ab\""), Some("\"\"")],
    ),
    (
        "at_o",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::encoded(
                ::hera_runtime::expr::owned(data.at_o.as_ref()),
            ),
        ),
        &[None, Some("\"2025-01-31T09:30:00Z\""), Some("\"2025-01-31T09:30:00Z\""), None],
    ),
    (
        "[-3, count_o]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    Some(::hera_runtime::Decimal::new(-3, 0)),
                    ::hera_runtime::expr::decimal(data.count_o.as_ref()),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"-3\"]"),
            Some("[\"-3\",\"3\"]"),
            Some("[\"-3\",\"-9223372036854775808\"]"),
            Some("[\"-3\"]"),
        ],
    ),
    (
        "kinds_o",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kinds_o.as_ref()),
        ),
        &[None, Some("[\"RETAIL\"]"), Some("[\"RETAIL\"]"), None],
    ),
    (
        "lines.kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.kind.as_ref())),
            ),
        ),
        &[Some("[\"RETAIL\"]"), Some("[\"RETAIL\"]"), Some("[]"), Some("[\"RETAIL\"]")],
    ),
    (
        "[(qty * 0.1), len(text_o)]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    ::hera_runtime::expr::multiply(
                        data.qty.as_ref(),
                        Some(&::hera_runtime::Decimal::new(1, 1)),
                    ),
                    ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::characters(data.text_o.as_ref()).as_ref(),
                    ),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"0.25\"]"),
            Some("[\"0.25\",\"2\"]"),
            Some("[\"7922816251426433759354395033.5\",\"6\"]"),
            Some("[\"0\"]"),
        ],
    ),
    (
        "line.kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(
                data.line.as_ref().and_then(|value| value.kind.as_ref()),
            ),
        ),
        &[
            Some("\"SERVICE\""),
            Some("\"SERVICE\""),
            Some("\"SERVICE\""),
            Some("\"SERVICE\""),
        ],
    ),
    (
        "[1, -(sum([1, qty]))]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    Some(::hera_runtime::Decimal::new(1, 0)),
                    ::hera_runtime::expr::negate(
                        ::hera_runtime::expr::sum(
                                Some(
                                    [
                                        Some(&::hera_runtime::Decimal::new(1, 0)),
                                        data.qty.as_ref(),
                                    ]
                                        .into_iter()
                                        .flatten(),
                                ),
                            )
                            .as_ref(),
                    ),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"1\",\"-3.5\"]"),
            Some("[\"1\",\"-3.5\"]"),
            Some("[\"1\"]"),
            Some("[\"1\",\"-1\"]"),
        ],
    ),
    (
        "kinds_o",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kinds_o.as_ref()),
        ),
        &[None, Some("[\"RETAIL\"]"), Some("[\"RETAIL\"]"), None],
    ),
    (
        "kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kind.as_ref()),
        ),
        &[Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\"")],
    ),
    (
        "kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kind.as_ref()),
        ),
        &[Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\"")],
    ),
    (
        "[RETAIL, kind_o]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    Some(super::data::Kind::Retail),
                    ::hera_runtime::expr::recoded::<
                        _,
                        super::data::Kind,
                    >(::hera_runtime::expr::owned(data.kind_o.as_ref())),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<super::data::Kind>>(),
            ),
        ),
        &[
            Some("[\"RETAIL\"]"),
            Some("[\"RETAIL\",\"RETAIL\"]"),
            Some("[\"RETAIL\",\"SERVICE\"]"),
            Some("[\"RETAIL\"]"),
        ],
    ),
    (
        "lines.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
            ),
        ),
        &[
            Some("[\"1.5\",\"1\"]"),
            Some("[\"1.5\",\"1\"]"),
            Some("[]"),
            Some("[\"1.5\",\"1\"]"),
        ],
    ),
    (
        "(-(qty) + (count + qty_o))",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::add(
                ::hera_runtime::expr::negate(data.qty.as_ref()).as_ref(),
                ::hera_runtime::expr::add(
                        ::hera_runtime::expr::decimal(data.count.as_ref()).as_ref(),
                        data.qty_o.as_ref(),
                    )
                    .as_ref(),
            ),
        ),
        &[None, Some("\"3\""), Some("\"-79228162505040965556689174528\""), None],
    ),
    (
        "line.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(
                data.line.as_ref().and_then(|value| value.amount.as_ref()),
            ),
        ),
        &[Some("\"1\""), Some("\"1\""), Some("\"1\""), Some("\"1\"")],
    ),
    (
        "(line_o.amount / len(lines))",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::divide(
                data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::len(data.lines.as_ref()).as_ref(),
                    )
                    .as_ref(),
            ),
        ),
        &[None, Some("\"0.5\""), None, None],
    ),
    (
        "(-(count_o) * -(100000000000.000001))",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::multiply(
                ::hera_runtime::expr::decimal(
                        ::hera_runtime::expr::negate(data.count_o.as_ref()).as_ref(),
                    )
                    .as_ref(),
                ::hera_runtime::expr::negate(
                        Some(&::hera_runtime::Decimal::new(100000000000000001, 6)),
                    )
                    .as_ref(),
            ),
        ),
        &[None, Some("\"300000000000.000003\""), None, None],
    ),
    (
        "[RETAIL, kind_o]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    Some(super::data::Kind::Retail),
                    ::hera_runtime::expr::recoded::<
                        _,
                        super::data::Kind,
                    >(::hera_runtime::expr::owned(data.kind_o.as_ref())),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<super::data::Kind>>(),
            ),
        ),
        &[
            Some("[\"RETAIL\"]"),
            Some("[\"RETAIL\",\"RETAIL\"]"),
            Some("[\"RETAIL\",\"SERVICE\"]"),
            Some("[\"RETAIL\"]"),
        ],
    ),
    (
        "lines_o.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
            ),
        ),
        &[None, Some("[\"1.5\",\"1\"]"), Some("[\"1.5\",\"1\"]"), Some("[]")],
    ),
    (
        "qty",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.qty.as_ref()),
        ),
        &[
            Some("\"2.5\""),
            Some("\"2.5\""),
            Some("\"79228162514264337593543950335\""),
            Some("\"0\""),
        ],
    ),
    (
        "kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::encoded(
                ::hera_runtime::expr::owned(data.kind.as_ref()),
            ),
        ),
        &[Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\"")],
    ),
    (
        "count",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.count.as_ref()),
        ),
        &[Some("3"), Some("3"), Some("9223372036854775807"), Some("0")],
    ),
    (
        "lines_o.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
            ),
        ),
        &[None, Some("[\"1.5\",\"1\"]"), Some("[\"1.5\",\"1\"]"), Some("[]")],
    ),
    (
        "count_o",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::decimal(data.count_o.as_ref()),
        ),
        &[None, Some("\"3\""), Some("\"-9223372036854775808\""), None],
    ),
    (
        "sum(numbers_o)",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::sum(data.numbers_o.as_ref()),
        ),
        &[None, Some("3"), None, None],
    ),
    (
        "kinds_o",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kinds_o.as_ref()),
        ),
        &[None, Some("[\"RETAIL\"]"), Some("[\"RETAIL\"]"), None],
    ),
    (
        "[line_o.amount, 9223372036854775807]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    ::hera_runtime::expr::owned(
                        data.line_o.as_ref().and_then(|value| value.amount.as_ref()),
                    ),
                    Some(::hera_runtime::Decimal::new(9223372036854775807, 0)),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[\"9223372036854775807\"]"),
            Some("[\"1\",\"9223372036854775807\"]"),
            Some("[\"9223372036854775807\"]"),
            Some("[\"9223372036854775807\"]"),
        ],
    ),
    (
        "line_o",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::encoded(
                ::hera_runtime::expr::owned(data.line_o.as_ref()),
            ),
        ),
        &[
            None,
            Some("{\"amount\":\"1\",\"kind\":\"SERVICE\",\"taxed\":false}"),
            Some("{}"),
            None,
        ],
    ),
    (
        "[qty_o, (qty_o * qty_o)]",
        |data| ::hera_runtime::expr::encoded(
            Some(
                [
                    ::hera_runtime::expr::owned(data.qty_o.as_ref()),
                    ::hera_runtime::expr::multiply(
                        data.qty_o.as_ref(),
                        data.qty_o.as_ref(),
                    ),
                ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<::hera_runtime::Decimal>>(),
            ),
        ),
        &[
            Some("[]"),
            Some("[\"2.5\",\"6.25\"]"),
            Some("[\"0.0000000000000000000000000001\",\"0\"]"),
            Some("[]"),
        ],
    ),
    (
        "kind",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::owned(data.kind.as_ref()),
        ),
        &[Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\""), Some("\"RETAIL\"")],
    ),
    (
        "lines_o.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines_o
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
            ),
        ),
        &[None, Some("[\"1.5\",\"1\"]"), Some("[\"1.5\",\"1\"]"), Some("[]")],
    ),
    (
        "lines.amount",
        |data| ::hera_runtime::expr::encoded(
            ::hera_runtime::expr::list(
                data
                    .lines
                    .as_ref()
                    .map(|items| items.iter().filter_map(|item| item.amount.as_ref())),
            ),
        ),
        &[
            Some("[\"1.5\",\"1\"]"),
            Some("[\"1.5\",\"1\"]"),
            Some("[]"),
            Some("[\"1.5\",\"1\"]"),
        ],
    ),
];
