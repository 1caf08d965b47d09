// Who signed: recovery of the public key from an ECDSA signature on secp256k1 (SEC 1, section 4.1.6), and Ethereum's address of it.
import { keccak256 } from "./keccak.mjs";

const P = 2n ** 256n - 2n ** 32n - 977n;
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
/** @typedef {{ x: bigint, y: bigint }} Point */
/** @type {Point} */
const G = {
  x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
  y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
};

/** @param {bigint} value @param {bigint} modulus */
const mod = (value, modulus) => ((value % modulus) + modulus) % modulus;

/** By Euclid. @param {bigint} value @param {bigint} modulus */
function inverse(value, modulus) {
  let [a, b, u, v] = [mod(value, modulus), modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, u, v] = [b - quotient * a, a, v - quotient * u, u];
  }
  return mod(u, modulus);
}

/** @param {bigint} base @param {bigint} exponent */
function power(base, exponent) {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/**
 * A point as x = X / Z^2, y = Y / Z^3, so that no division is needed on the way; Z = 0 is the point at infinity.
 * @typedef {{ X: bigint, Y: bigint, Z: bigint }} Scaled
 */
/** @type {Scaled} */
const INFINITY = { X: 1n, Y: 1n, Z: 0n };

/** @param {Scaled} point @returns {Scaled} */
function double({ X, Y, Z }) {
  const [a, b] = [(X * X) % P, (Y * Y) % P];
  const c = (b * b) % P;
  const d = 2n * ((X + b) * (X + b) - a - c);
  const e = 3n * a;
  const x = mod(e * e - 2n * d, P);
  return { X: x, Y: mod(e * (d - x) - 8n * c, P), Z: (2n * Y * Z) % P };
}

/** @param {Scaled} sum @param {Point} point @returns {Scaled} */
function add(sum, point) {
  const { X, Y, Z } = sum;
  if (Z === 0n) return { X: point.x, Y: point.y, Z: 1n };
  const square = (Z * Z) % P;
  const h = mod(point.x * square - X, P);
  const r = mod(point.y * square * Z - Y, P);
  if (h === 0n) return r === 0n ? double(sum) : INFINITY;
  const [hh, v] = [(h * h) % P, (X * h * h) % P];
  const x = mod(r * r - h * hh - 2n * v, P);
  return { X: x, Y: mod(r * (v - x) - Y * h * hh, P), Z: (Z * h) % P };
}

/** a times one point and b times another, doubled together; null at infinity. @param {bigint} a @param {Point} one @param {bigint} b @param {Point} other */
function sumOfMultiples(a, one, b, other) {
  let sum = INFINITY;
  for (let bit = 255n; bit >= 0n; bit -= 1n) {
    sum = double(sum);
    if ((a >> bit) & 1n) sum = add(sum, one);
    if ((b >> bit) & 1n) sum = add(sum, other);
  }
  if (sum.Z === 0n) return null;
  const back = inverse(sum.Z, P);
  return { x: mod(sum.X * back * back, P), y: mod(sum.Y * back * back * back, P) };
}

/**
 * The address (0x and 40 lower-case hex digits) whose key signed this hash; null when nobody's could have.
 * @param {string} hash 64 hex digits @param {{ r: bigint, s: bigint, odd: boolean }} signature `odd`: of the point's y
 */
export function recoverAddress(hash, { r, s, odd }) {
  // EIP-2: the upper half of s is another form of the same signature, and not valid.
  if (r <= 0n || r >= N || s <= 0n || s > N / 2n) return null;
  const square = mod(r ** 3n + 7n, P);
  const root = power(square, (P + 1n) / 4n);
  if ((root * root) % P !== square) return null;
  const point = { x: r, y: (root & 1n) === (odd ? 1n : 0n) ? root : P - root };
  const back = inverse(r, N);
  const key = sumOfMultiples(mod(-BigInt(`0x${hash}`) * back, N), G, mod(s * back, N), point);
  if (key === null) return null;
  return `0x${keccak256(word(key.x) + word(key.y)).slice(24)}`;
}

/** @param {bigint} value */
const word = (value) => value.toString(16).padStart(64, "0");
