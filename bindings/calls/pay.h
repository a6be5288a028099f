/* pay.h - */
