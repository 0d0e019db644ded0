/**
 * Rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error function" (1969), with the
 * coefficients of his routine CALERF (Netlib, specfun). Relative error below 1e-15.
 */
const SQRT_PI_INVERSE = 0.5641895835477563

/** erf(y) for |y| <= 0.46875. */
function erfSmall(y: number): number {
  const z = y * y
  return (
    (y *
      ((((0.18577770618460315 * z + 3.1611237438705655) * z + 113.86415415105016) * z + 377.485237685302) *
        z +
        3209.3775891384694)) /
    ((((z + 23.601290952344122) * z + 244.02463793444417) * z + 1282.6165260773723) * z + 2844.236833439171)
  )
}

/** erfc(y) exp(y^2) for 0.46875 <= y <= 4. */
function erfcxMiddle(y: number): number {
  return (
    ((((((((2.1531153547440383e-8 * y + 0.5641884969886701) * y + 8.883149794388377) * y +
      66.11919063714163) *
      y +
      298.6351381974001) *
      y +
      881.952221241769) *
      y +
      1712.0476126340707) *
      y +
      2051.0783778260716) *
      y +
      1230.3393547979972) /
    ((((((((y + 15.744926110709835) * y + 117.6939508913125) * y + 537.1811018620099) * y +
      1621.3895745666903) *
      y +
      3290.7992357334597) *
      y +
      4362.619090143247) *
      y +
      3439.3676741437216) *
      y +
      1230.3393548037495)
  )
}

/** erfc(y) exp(y^2) for y >= 4. */
function erfcxLarge(y: number): number {
  const z = 1 / (y * y)
  const numerator =
    ((((0.016315387137302097 * z + 0.30532663496123236) * z + 0.36034489994980445) * z +
      0.12578172611122926) *
      z +
      0.016083785148742275) *
      z +
    0.0006587491615298378
  const denominator =
    ((((z + 2.568520192289822) * z + 1.8729528499234673) * z + 0.5279051029514285) * z +
      0.06051834131244132) *
      z +
    0.0023352049762686918
  return (SQRT_PI_INVERSE - (z * numerator) / denominator) / y
}

/** exp(-y^2), with the square split so that its rounding is not multiplied by its size (Cody 1969). */
function gaussian(y: number): number {
  if (y > 28) return 0
  const head = Math.trunc(y * 16) / 16
  return Math.exp(-head * head) * Math.exp(-(y - head) * (y + head))
}

/** Scaled complementary error function exp(y^2) erfc(y). Infinity below about -26.6, where it leaves the doubles. */
export function erfcx(y: number): number {
  const size = Math.abs(y)
  if (size <= 0.46875) return Math.exp(y * y) * (1 - erfSmall(y))
  const value = size <= 4 ? erfcxMiddle(size) : erfcxLarge(size)
  return y > 0 ? value : 2 / gaussian(size) - value
}

/** Complementary error function 1 - erf(y), precise in relative terms as far as the doubles reach (y about 26.5). */
export function erfc(y: number): number {
  const size = Math.abs(y)
  if (size <= 0.46875) return 1 - erfSmall(y)
  const value = (size <= 4 ? erfcxMiddle(size) : erfcxLarge(size)) * gaussian(size)
  return y > 0 ? value : 2 - value
}
