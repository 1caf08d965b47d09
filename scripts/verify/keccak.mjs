// Keccak-256 as Ethereum uses it (padding 0x01, not SHA-3's 0x06). Lanes of 64 bits are kept as two halves of 32.

const RATE = 136;

/** Rotations (rho), reckoned as FIPS 202, section 3.2.2, says. */
const ROTATION = new Int32Array(25);
for (let x = 1, y = 0, t = 0; t < 24; t += 1) {
  ROTATION[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64;
  [x, y] = [y, (2 * x + 3 * y) % 5];
}

/**
 * Round constants (iota), FIPS 202, section 3.2.5: bits of a shift register at the places 2^j - 1.
 * @type {[number, number][]}
 */
const CONSTANTS = [];
for (let round = 0, register = 1; round < 24; round += 1) {
  let [low, high] = [0, 0];
  for (let j = 0; j < 7; j += 1) {
    if (register & 1) {
      const place = 2 ** j - 1;
      if (place < 32) low |= 1 << place;
      else high |= 1 << (place - 32);
    }
    register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1;
  }
  CONSTANTS.push([low, high]);
}

/** @param {Int32Array} low @param {Int32Array} high */
function permute(low, high) {
  const [columnLow, columnHigh] = [new Int32Array(5), new Int32Array(5)];
  const [movedLow, movedHigh] = [new Int32Array(25), new Int32Array(25)];
  const at = (/** @type {Int32Array} */ lanes, /** @type {number} */ index) => lanes[index] ?? 0;
  for (const [constantLow, constantHigh] of CONSTANTS) {
    for (let x = 0; x < 5; x += 1) {
      columnLow[x] = at(low, x) ^ at(low, x + 5) ^ at(low, x + 10) ^ at(low, x + 15) ^ at(low, x + 20);
      columnHigh[x] = at(high, x) ^ at(high, x + 5) ^ at(high, x + 10) ^ at(high, x + 15) ^ at(high, x + 20);
    }
    for (let x = 0; x < 5; x += 1) {
      const [nextLow, nextHigh] = [at(columnLow, (x + 1) % 5), at(columnHigh, (x + 1) % 5)];
      const mixLow = at(columnLow, (x + 4) % 5) ^ ((nextLow << 1) | (nextHigh >>> 31));
      const mixHigh = at(columnHigh, (x + 4) % 5) ^ ((nextHigh << 1) | (nextLow >>> 31));
      for (let lane = x; lane < 25; lane += 5) {
        low[lane] = at(low, lane) ^ mixLow;
        high[lane] = at(high, lane) ^ mixHigh;
      }
    }
    for (let x = 0; x < 5; x += 1)
      for (let y = 0; y < 5; y += 1) {
        const from = x + 5 * y;
        const to = y + 5 * ((2 * x + 3 * y) % 5);
        const by = at(ROTATION, from);
        let [l, h] = [at(low, from), at(high, from)];
        if (by >= 32) [l, h] = [h, l];
        const rest = by % 32;
        movedLow[to] = rest === 0 ? l : (l << rest) | (h >>> (32 - rest));
        movedHigh[to] = rest === 0 ? h : (h << rest) | (l >>> (32 - rest));
      }
    for (let y = 0; y < 25; y += 5)
      for (let x = 0; x < 5; x += 1) {
        const [one, two] = [y + ((x + 1) % 5), y + ((x + 2) % 5)];
        low[y + x] = at(movedLow, y + x) ^ (~at(movedLow, one) & at(movedLow, two));
        high[y + x] = at(movedHigh, y + x) ^ (~at(movedHigh, one) & at(movedHigh, two));
      }
    low[0] = at(low, 0) ^ constantLow;
    high[0] = at(high, 0) ^ constantHigh;
  }
}

/** Hash of bytes given as hex digits, as 64 lower-case hex digits; neither with 0x. @param {string} hex */
export function keccak256(hex) {
  const message = Buffer.from(hex, "hex");
  const padded = Buffer.alloc(Math.floor(message.length / RATE + 1) * RATE);
  message.copy(padded);
  padded[message.length] = 0x01;
  padded[padded.length - 1] = (padded.at(-1) ?? 0) | 0x80;
  const [low, high] = [new Int32Array(25), new Int32Array(25)];
  for (let block = 0; block < padded.length; block += RATE) {
    for (let lane = 0; lane < RATE / 8; lane += 1) {
      low[lane] = (low[lane] ?? 0) ^ padded.readInt32LE(block + 8 * lane);
      high[lane] = (high[lane] ?? 0) ^ padded.readInt32LE(block + 8 * lane + 4);
    }
    permute(low, high);
  }
  const digest = Buffer.alloc(32);
  for (let lane = 0; lane < 4; lane += 1) {
    digest.writeInt32LE(low[lane] ?? 0, 8 * lane);
    digest.writeInt32LE(high[lane] ?? 0, 8 * lane + 4);
  }
  return digest.toString("hex");
}
