/* The limit: one pass over arrays that are already decoded, whole numbers, no checks. Built by by_c.py with -O2. */
#include <stdint.h>

static const int64_t SUBSIDY[] = {56000, 42000, 21000};
static const int64_t PAYMENT[] = {40000, 40000, 0, 20000, 20000};
static const int64_t DEDUCTIBLE[5][3] = {
    {20000, 50000, 100000}, {20000, 50000, 100000}, {0, 0, 30000}, {0, 0, 30000}, {10000, 25000, 50000}};
static const int64_t RATIO[5][3] = {
    {850, 750, 600}, {875, 775, 650}, {900, 825, 725}, {900, 825, 725}, {900, 825, 725}};

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* out: 16 arrays of rows each; applies: who has the last four. records: for each year three arrays, -1 where there is none. */
void calculate(int64_t from, int64_t to, int years, const int8_t *tier, const int8_t *category, const int64_t *age,
               const int8_t *hospital, const uint8_t *referred, const int64_t *eligible, const int8_t *const *records,
               int64_t *const *out, uint8_t *applies)
{
    for (int64_t i = from; i < to; i++) {
        int8_t kind = category[i];
        int64_t payment = PAYMENT[kind] - (kind == 1 && age[i] < 18 ? 3000 : 0);
        if (age[i] >= 80) payment = payment * 9 / 10;
        int64_t deductible = DEDUCTIBLE[kind][hospital[i]], ratio = RATIO[kind][hospital[i]];
        int64_t base = eligible[i] > deductible ? eligible[i] - deductible : 0;
        int64_t inpatient = (least(base * (ratio - (referred[i] ? 100 : 0)), 15000000000) + 500) / 1000;
        int64_t own = eligible[i] - inpatient, line = kind >= 2 ? 750000 : 1500000;
        int64_t part = own > line ? own - line : 0, scale;
        if (part <= 10000000) scale = part * 60;
        else if (part <= 20000000) scale = 600000000 + (part - 10000000) * 65;
        else if (part <= 30000000) scale = 1250000000 + (part - 20000000) * 70;
        else scale = 1950000000 + (part - 30000000) * 75;
        scale = (scale + 50) / 100;
        int64_t row = 0, count = 0, available = 0, remaining = 0;
        uint8_t enrolled = 0;
        for (int y = 0; y < years; y++) {
            int8_t in = records[3 * y][i], zero = records[3 * y + 1][i], used = records[3 * y + 2][i];
            if (in < 0) continue;
            enrolled = (uint8_t)in;
            row = in ? row + 1 : 0;
            count += row > 4;
            available = remaining;
            remaining = used ? 0 : available + (in && zero);
        }
        int64_t bonus = least(300000 * count + 200000 * available, 8000000), cap = 40000000 + bonus;
        int64_t catastrophic = least(scale, cap);
        int64_t found[16] = {SUBSIDY[tier[i]], payment, deductible, ratio, inpatient, own, line, scale, row, count,
                             available, remaining, bonus, cap, catastrophic, inpatient + catastrophic};
        for (int r = 0; r < 16; r++) out[r][i] = found[r];
        applies[i] = enrolled;
    }
}
